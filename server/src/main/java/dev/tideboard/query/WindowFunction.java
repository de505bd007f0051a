package dev.tideboard.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;

/** TUMBLE or HOP as Calcite knows it, with a time zone as one more argument, the last. */
final class WindowFunction extends SqlWindowTableFunction {

    WindowFunction(SqlWindowTableFunction plain) {
        super(plain.getName(), new Operands(Objects.requireNonNull(plain.getOperandTypeChecker())));
    }

    /** Leaves the check of all arguments but the zone, which {@link TimeZones} checks, to Calcite. */
    private record Operands(SqlOperandMetadata plain) implements SqlOperandMetadata {

        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean failing) {
            SqlCall call = binding.getCall();
            List<SqlNode> given = binding.operands(); // those with names in their places, DEFAULT for others
            if (!TimeZones.mayBeZone(given.getLast())) {
                return plain.checkOperandTypes(binding, failing);
            }
            List<SqlNode> others = given.subList(0, given.size() - 1).stream()
                    .filter(operand -> operand.getKind() != SqlKind.DEFAULT)
                    .toList();
            SqlCall without = call.getOperator().createCall(call.getParserPosition(), others);
            SqlCallBinding other = new SqlCallBinding(binding.getValidator(), binding.getScope(), without);
            return plain.getOperandCountRange().isValidCount(others.size()) && plain.checkOperandTypes(other, failing);
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            SqlOperandCountRange range = plain.getOperandCountRange();
            return SqlOperandCountRanges.between(range.getMin(), range.getMax() + 1);
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            return plain.getAllowedSignatures(operator, name);
        }

        @Override
        public List<RelDataType> paramTypes(RelDataTypeFactory types) {
            return plain.paramTypes(types);
        }

        @Override
        public List<String> paramNames() {
            List<String> names = new ArrayList<>(plain.paramNames());
            names.add("ZONE");
            return names;
        }

        @Override
        public boolean isOptional(int operand) {
            return operand >= plain.paramNames().size() || plain.isOptional(operand);
        }
    }
}
