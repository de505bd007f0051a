package dev.tideboard.query;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql.validate.implicit.TypeCoercion;
import org.jspecify.annotations.Nullable;

/**
 * Converts nothing that SQL does not say to convert, so that a text is never taken for a number. It stands in place of a
 * switched off conversion because Calcite asks for the common type of the columns of USING either way.
 */
record NoCoercion(RelDataTypeFactory types) implements TypeCoercion {

    @Override
    public @Nullable RelDataType getTightestCommonType(@Nullable RelDataType one, @Nullable RelDataType other) {
        return null;
    }

    @Override
    public @Nullable RelDataType getWiderTypeForTwo(
            @Nullable RelDataType one, @Nullable RelDataType other, boolean stringPromotion) {
        return null;
    }

    @Override
    public @Nullable RelDataType getWiderTypeFor(List<RelDataType> all, boolean stringPromotion) {
        return null;
    }

    @Override
    public @Nullable RelDataType getWiderTypeForDecimal(@Nullable RelDataType one, @Nullable RelDataType other) {
        return null;
    }

    @Override
    public @Nullable RelDataType commonTypeForBinaryComparison(@Nullable RelDataType one, @Nullable RelDataType other) {
        return one == null || other == null ? null : types.leastRestrictive(List.of(one, other));
    }

    @Override
    public boolean rowTypeCoercion(@Nullable SqlValidatorScope scope, SqlNode query, int column, RelDataType wanted) {
        return false;
    }

    @Override
    public boolean inOperationCoercion(SqlCallBinding binding) {
        return false;
    }

    @Override
    public boolean quantifyOperationCoercion(SqlCallBinding binding) {
        return false;
    }

    @Override
    public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
        return false;
    }

    @Override
    public boolean binaryComparisonCoercion(SqlCallBinding binding) {
        return false;
    }

    @Override
    @SuppressWarnings("deprecation") // an interface is implemented whole
    public boolean caseWhenCoercion(SqlCallBinding binding) {
        return false;
    }

    @Override
    public boolean caseOrEquivalentCoercion(SqlCallBinding binding) {
        return false;
    }

    @Override
    public boolean builtinFunctionCoercion(
            SqlCallBinding binding, List<RelDataType> operands, List<SqlTypeFamily> expected) {
        return false;
    }

    @Override
    public boolean userDefinedFunctionCoercion(SqlValidatorScope scope, SqlCall call, SqlFunction function) {
        return false;
    }

    @Override
    public boolean querySourceCoercion(
            @Nullable SqlValidatorScope scope, RelDataType from, RelDataType to, SqlNode query) {
        return false;
    }
}
