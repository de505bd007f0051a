package dev.tideboard.query;

import dev.tideboard.engine.ops.AggregateCall;
import dev.tideboard.engine.ops.AggregateCall.Function;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.util.Optionality;

/**
 * One of our aggregates, complete with what its spelling says beside its columns: the median and the ninth tenth of a
 * column are two functions of it. So a call is plain to Calcite, which knows some of them in other ways.
 */
final class AggregateFunction extends SqlAggFunction {
    private static final String COLUMN = "…";

    private final Function function;
    private final AggregateCall.By by;

    /** @param pattern how a call is written, with … for each column */
    AggregateFunction(String pattern, Function function, AggregateCall.By by) {
        super(
                pattern,
                null,
                SqlKind.OTHER_FUNCTION, // of those with a kind of their own Calcite expects its own way of ordering
                binding -> type(function, binding),
                null,
                OperandTypes.VARIADIC,
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                /* requiresOrder= */ false,
                /* requiresOver= */ false,
                Optionality.FORBIDDEN);
        this.function = function;
        this.by = by;
    }

    private static RelDataType type(Function function, SqlOperatorBinding binding) {
        RelDataType argument = binding.getOperandType(0);
        RelDataType type = switch (function) {
            case FIRST_VALUE, LAST_VALUE, PERCENTILE_DISC -> argument;
            case PERCENTILE_CONT ->
                isTime(argument) ? argument : binding.getTypeFactory().createSqlType(SqlTypeName.DOUBLE);
            case APPROX_COUNT_DISTINCT -> binding.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
            default -> binding.getTypeFactory().createSqlType(SqlTypeName.DOUBLE);
        };
        return binding.getTypeFactory().createTypeWithNullability(type, function != Function.APPROX_COUNT_DISTINCT);
    }

    private static boolean isTime(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.TIMESTAMP
                || SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName());
    }

    Function function() {
        return function;
    }

    /** The place of a quantile; nothing else is known before there are columns. */
    AggregateCall.By by() {
        return by;
    }

    /** How a call of {@code columns} is written. */
    String text(String... columns) {
        StringBuilder text = new StringBuilder();
        String rest = getName();
        for (String column : columns) {
            int at = rest.indexOf(COLUMN);
            text.append(rest, 0, at).append(column);
            rest = rest.substring(at + COLUMN.length());
        }
        return text.append(rest).toString();
    }

    /** Whether {@code call} takes the value of a row also where it is null. */
    static boolean respectsNulls(SqlCall call) {
        return call.getOperator() instanceof AggregateFunction own && own.function.isOrdered();
    }

    /** As of any operator: there is no list of functions to look this one up in. */
    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        for (SqlNode operand : call.getOperandList()) {
            validator.deriveType(scope, operand);
        }
        return validateOperands(validator, scope, call);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        RelDataType type = binding.getOperandType(0);
        boolean takesTimes = function == Function.PERCENTILE_CONT;
        boolean needsNumbers = takesTimes || function == Function.APPROX_PERCENTILE;
        if (!needsNumbers || SqlTypeUtil.isNumeric(type) || (takesTimes && isTime(type))) {
            return true;
        }
        String instead = takesTimes
                ? " takes numbers, timestamps and intervals, between which it interpolates; PERCENTILE_DISC takes any type"
                : " takes numbers, which it rounds; PERCENTILE_DISC takes any type";
        SqlParserPos place = binding.operand(0).getParserPosition();
        String message = getName() + instead + ", found "
                + Objects.requireNonNull(type.getSqlTypeName()).getName();
        throw new CalciteContextException(
                message,
                new IllegalArgumentException(message),
                place.getLineNum(),
                place.getColumnNum(),
                place.getEndLineNum(),
                place.getEndColumnNum());
    }
}
