package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/** The closed list of operators that views may use: anything else is refused when names are looked up. */
final class SqlFunctions {
    private static final SqlReturnTypeInference ANY_OF_THEM =
            ReturnTypes.LEAST_RESTRICTIVE.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlReturnTypeInference FIRST = ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE);

    // Calcite's own versions of these are rewritten into others before we see them.
    static final SqlFunction COALESCE = function("COALESCE", ANY_OF_THEM, OperandTypes.SAME_VARIADIC);
    static final SqlFunction NULLIF = function("NULLIF", FIRST, OperandTypes.COMPARABLE_UNORDERED_COMPARABLE_UNORDERED);
    static final SqlFunction GREATEST = function("GREATEST", ANY_OF_THEM, OperandTypes.SAME_VARIADIC);
    static final SqlFunction LEAST = function("LEAST", ANY_OF_THEM, OperandTypes.SAME_VARIADIC);
    static final SqlFunction SQRT = function("SQRT", ReturnTypes.DOUBLE_NULLABLE, OperandTypes.NUMERIC);
    /** The hours of a span of time as a number, so that power times them is energy. */
    static final SqlFunction HOURS = function("HOURS", ReturnTypes.DOUBLE_NULLABLE, OperandTypes.INTERVAL);

    static final SqlFunction AT_TIME_ZONE = function(
            "AT TIME ZONE", ReturnTypes.ARG0, OperandTypes.family(SqlTypeFamily.TIMESTAMP, SqlTypeFamily.CHARACTER));

    /** {@code EXTRACT(EPOCH FROM x)}; not in the list, since SQL spells it otherwise. */
    static final SqlFunction EPOCH = function(
            "EXTRACT(EPOCH)",
            call -> call.getTypeFactory()
                    .createTypeWithNullability(
                            call.getTypeFactory()
                                    .createSqlType(
                                            isSpan(call.getOperandType(0)) ? SqlTypeName.DOUBLE : SqlTypeName.BIGINT),
                            call.getOperandType(0).isNullable()),
            OperandTypes.DATETIME.or(OperandTypes.INTERVAL));

    private static boolean isSpan(RelDataType type) {
        return SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName());
    }

    /** A CAST to a decimal that is written; not in the list, since SQL spells it otherwise. */
    static final String DECIMAL = "TO DECIMAL";

    static final SqlFunction TO_DECIMAL = function(DECIMAL, ReturnTypes.ARG0_NULLABLE, OperandTypes.ANY);

    // Calcite's own versions of these cannot be null where their first column is not: but what they are ordered by may
    // be, and
    // a sample of one has no variance.
    private static final SqlAggFunction ARG_MIN =
            SqlBasicAggFunction.create("ARG_MIN", SqlKind.ARG_MIN, FIRST, OperandTypes.ANY_COMPARABLE);
    private static final SqlAggFunction ARG_MAX =
            SqlBasicAggFunction.create("ARG_MAX", SqlKind.ARG_MAX, FIRST, OperandTypes.ANY_COMPARABLE);
    // Calcite's own versions of these refuse spans of time.
    private static final SqlOperandTypeChecker ADDABLE = OperandTypes.NUMERIC.or(OperandTypes.INTERVAL);
    private static final SqlAggFunction SUM =
            SqlBasicAggFunction.create("SUM", SqlKind.SUM, ReturnTypes.AGG_SUM, ADDABLE);
    private static final SqlAggFunction AVG =
            SqlBasicAggFunction.create("AVG", SqlKind.AVG, ReturnTypes.AVG_AGG_FUNCTION, ADDABLE);
    private static final SqlAggFunction VAR_SAMP = ofSample("VAR_SAMP", SqlKind.VAR_SAMP);
    private static final SqlAggFunction VARIANCE = ofSample("VARIANCE", SqlKind.VAR_SAMP);
    private static final SqlAggFunction STDDEV_SAMP = ofSample("STDDEV_SAMP", SqlKind.STDDEV_SAMP);
    private static final SqlAggFunction STDDEV = ofSample("STDDEV", SqlKind.STDDEV_SAMP);

    /** The time by the clock of the tables that are read. */
    static final String NOW = "NOW";

    private static final SqlFunction CLOCK =
            new SqlFunction(
                    NOW,
                    SqlKind.OTHER_FUNCTION,
                    call -> call.getTypeFactory()
                            .createTypeWithNullability(SqlTypes.of(ColumnType.TIMESTAMP, call.getTypeFactory()), false),
                    null,
                    OperandTypes.NILADIC,
                    SqlFunctionCategory.USER_DEFINED_FUNCTION) {
                // so nobody takes it for a constant
                @Override
                public boolean isDeterministic() {
                    return false;
                }
            };

    /** Calcite's own is never null where its default is not; but it is where the other row has a null. */
    private static SqlAggFunction neighbour(SqlAggFunction of) {
        SqlReturnTypeInference type = Objects.requireNonNull(of.getReturnTypeInference());
        return SqlBasicAggFunction.create(
                        of.getName(),
                        of.getKind(),
                        type.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                        Objects.requireNonNull(of.getOperandTypeChecker()))
                .withOver(true)
                .withAllowsFraming(false)
                .withAllowsNullTreatment(true);
    }

    private static SqlAggFunction ofSample(String name, SqlKind kind) {
        return SqlBasicAggFunction.create(
                name,
                kind,
                ReturnTypes.AVG_AGG_FUNCTION.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                OperandTypes.NUMERIC);
    }

    private static final List<SqlOperator> STANDARD = List.of(
            SqlStdOperatorTable.PLUS,
            SqlStdOperatorTable.MINUS,
            SqlStdOperatorTable.MULTIPLY,
            SqlStdOperatorTable.DIVIDE,
            SqlStdOperatorTable.PERCENT_REMAINDER,
            SqlStdOperatorTable.MOD,
            SqlStdOperatorTable.UNARY_MINUS,
            SqlStdOperatorTable.UNARY_PLUS,
            SqlStdOperatorTable.DATETIME_PLUS,
            SqlStdOperatorTable.MINUS_DATE,
            SqlStdOperatorTable.EQUALS,
            SqlStdOperatorTable.NOT_EQUALS,
            SqlStdOperatorTable.LESS_THAN,
            SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
            SqlStdOperatorTable.GREATER_THAN,
            SqlStdOperatorTable.GREATER_THAN_OR_EQUAL,
            SqlStdOperatorTable.IS_DISTINCT_FROM,
            SqlStdOperatorTable.IS_NOT_DISTINCT_FROM,
            SqlStdOperatorTable.AND,
            SqlStdOperatorTable.OR,
            SqlStdOperatorTable.NOT,
            SqlStdOperatorTable.IS_NULL,
            SqlStdOperatorTable.IS_NOT_NULL,
            SqlStdOperatorTable.IS_TRUE,
            SqlStdOperatorTable.IS_NOT_TRUE,
            SqlStdOperatorTable.IS_FALSE,
            SqlStdOperatorTable.IS_NOT_FALSE,
            SqlStdOperatorTable.IS_UNKNOWN,
            SqlStdOperatorTable.IS_NOT_UNKNOWN,
            SqlStdOperatorTable.IN,
            SqlStdOperatorTable.NOT_IN,
            SqlStdOperatorTable.EXISTS,
            SqlStdOperatorTable.BETWEEN,
            SqlStdOperatorTable.NOT_BETWEEN,
            SqlStdOperatorTable.LIKE,
            SqlStdOperatorTable.NOT_LIKE,
            SqlStdOperatorTable.CASE,
            SqlStdOperatorTable.CAST,
            SqlStdOperatorTable.CONCAT,
            SqlStdOperatorTable.ABS,
            SqlStdOperatorTable.SIGN,
            SqlStdOperatorTable.ROUND,
            SqlStdOperatorTable.FLOOR,
            SqlStdOperatorTable.CEIL,
            SqlStdOperatorTable.EXP,
            SqlStdOperatorTable.LN,
            SqlStdOperatorTable.POWER,
            SqlStdOperatorTable.UPPER,
            SqlStdOperatorTable.LOWER,
            SqlStdOperatorTable.TRIM,
            SqlStdOperatorTable.SUBSTRING,
            SqlStdOperatorTable.CHAR_LENGTH,
            SqlStdOperatorTable.CHARACTER_LENGTH,
            SqlStdOperatorTable.EXTRACT,
            SqlStdOperatorTable.COUNT,
            SUM,
            AVG,
            SqlStdOperatorTable.MIN,
            SqlStdOperatorTable.MAX,
            ARG_MIN,
            ARG_MAX,
            SqlStdOperatorTable.VAR_POP,
            VAR_SAMP,
            VARIANCE,
            SqlStdOperatorTable.STDDEV_POP,
            STDDEV_SAMP,
            STDDEV,
            SqlStdOperatorTable.FILTER,
            SqlStdOperatorTable.ROW_NUMBER,
            SqlStdOperatorTable.RANK,
            SqlStdOperatorTable.DENSE_RANK,
            neighbour(SqlStdOperatorTable.LAG),
            neighbour(SqlStdOperatorTable.LEAD),
            SqlStdOperatorTable.FIRST_VALUE,
            SqlStdOperatorTable.LAST_VALUE,
            SqlStdOperatorTable.DESC,
            SqlStdOperatorTable.NULLS_FIRST,
            SqlStdOperatorTable.NULLS_LAST,
            SqlStdOperatorTable.AS,
            AT_TIME_ZONE,
            new WindowFunction((SqlWindowTableFunction) SqlStdOperatorTable.TUMBLE),
            new WindowFunction((SqlWindowTableFunction) SqlStdOperatorTable.HOP),
            SqlStdOperatorTable.ROLLUP,
            SqlStdOperatorTable.CUBE,
            SqlStdOperatorTable.GROUPING_SETS,
            SqlStdOperatorTable.GROUPING,
            SqlStdOperatorTable.DESCRIPTOR,
            SqlStdOperatorTable.ARGUMENT_ASSIGNMENT,
            SqlStdOperatorTable.DEFAULT,
            SqlStdOperatorTable.ROW,
            SqlStdOperatorTable.UNION,
            SqlStdOperatorTable.UNION_ALL,
            SqlStdOperatorTable.INTERSECT,
            SqlStdOperatorTable.EXCEPT,
            COALESCE,
            NULLIF,
            GREATEST,
            LEAST,
            SQRT,
            HOURS,
            CLOCK);

    private SqlFunctions() {}

    /** A parameter in SQL: a function without arguments, since Calcite would guess the type of a {@code ?}. */
    static final class ParameterFunction extends SqlFunction {
        private final String parameter;
        private final ParameterType type;

        ParameterFunction(String parameter, ParameterType type) {
            super(
                    ":" + parameter,
                    SqlKind.OTHER_FUNCTION,
                    call -> SqlTypes.of(type.type(), call.getTypeFactory()),
                    null,
                    OperandTypes.NILADIC,
                    SqlFunctionCategory.USER_DEFINED_FUNCTION);
            this.parameter = parameter;
            this.type = type;
        }

        String parameter() {
            return parameter;
        }

        /** Not one value but any number, none of which stands for all: so {@code x = :p} does not make x a constant. */
        @Override
        public boolean isDeterministic() {
            return false;
        }

        ParameterType type() {
            return type;
        }
    }

    /** The operators of one view: the closed list and the view's parameters. */
    static SqlOperatorTable table(Map<String, ParameterType> parameters) {
        List<SqlOperator> all = new ArrayList<>(STANDARD);
        all.add(EPOCH);
        parameters.forEach((name, type) -> all.add(new ParameterFunction(name, type)));
        return new ClosedTable(SqlOperatorTables.of(all));
    }

    /** Finds operators whatever the case of their name, and COUNT, which may have a star, like any other function. */
    private record ClosedTable(SqlOperatorTable operators) implements SqlOperatorTable {
        @Override
        public void lookupOperatorOverloads(
                SqlIdentifier name,
                @Nullable SqlFunctionCategory category,
                SqlSyntax syntax,
                List<SqlOperator> found,
                SqlNameMatcher matcher) {
            SqlNameMatcher anyCase = SqlNameMatchers.withCaseSensitive(false);
            // Calcite calls COALESCE itself, of the columns of USING, and then asks for one of the system's
            SqlFunctionCategory any = category == SqlFunctionCategory.SYSTEM ? null : category;
            operators.lookupOperatorOverloads(name, any, syntax, found, anyCase);
            if (syntax == SqlSyntax.FUNCTION) {
                operators.lookupOperatorOverloads(name, any, SqlSyntax.FUNCTION_STAR, found, anyCase);
            }
        }

        @Override
        public List<SqlOperator> getOperatorList() {
            return operators.getOperatorList();
        }
    }

    /** Whether {@code name}, in any case, is of a function of many rows. */
    static boolean isAggregate(String name) {
        return STANDARD.stream()
                .anyMatch(operator ->
                        operator instanceof SqlAggFunction && operator.getName().equalsIgnoreCase(name));
    }

    /** The names of the functions there are, for messages. */
    static Collection<String> names() {
        return Stream.of(
                        STANDARD.stream().filter(SqlFunction.class::isInstance).map(SqlOperator::getName),
                        AggregateSpellings.NAMES.stream(),
                        Synonyms.NAMES.stream())
                .flatMap(names -> names)
                .sorted()
                .toList();
    }

    private static SqlFunction function(String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
        return new SqlFunction(
                name, SqlKind.OTHER_FUNCTION, result, null, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }
}
