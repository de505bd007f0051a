package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Our types as Calcite's and back. */
final class SqlTypes extends SqlTypeFactoryImpl {
    private static final int MILLISECONDS = 3;
    private static final SqlIntervalQualifier SPAN =
            new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO);

    SqlTypes() {
        super(new Rules());
    }

    /** Sums of whole numbers are long, of other numbers double; averages are double; texts of any length are one type. */
    private static final class Rules extends RelDataTypeSystemImpl {
        @Override
        public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
            SqlTypeName name = argument.getSqlTypeName();
            if (name == SqlTypeName.DECIMAL || SqlTypeName.DAY_INTERVAL_TYPES.contains(name)) {
                return types.createTypeWithNullability(argument, argument.isNullable());
            }
            boolean whole = SqlTypeName.INT_TYPES.contains(name);
            return nullable(types, argument, whole ? SqlTypeName.BIGINT : SqlTypeName.DOUBLE);
        }

        @Override
        public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
            boolean span = SqlTypeName.DAY_INTERVAL_TYPES.contains(argument.getSqlTypeName());
            return span
                    ? types.createTypeWithNullability(argument, argument.isNullable())
                    : nullable(types, argument, SqlTypeName.DOUBLE);
        }

        /** A quotient is a double: how many digits a decimal one ought to have is anybody's guess. */
        @Override
        public @Nullable RelDataType deriveDecimalDivideType(
                RelDataTypeFactory types, RelDataType dividend, RelDataType divisor) {
            boolean decimals = SqlTypeName.EXACT_TYPES.contains(dividend.getSqlTypeName())
                    && SqlTypeName.EXACT_TYPES.contains(divisor.getSqlTypeName())
                    && (dividend.getSqlTypeName() == SqlTypeName.DECIMAL
                            || divisor.getSqlTypeName() == SqlTypeName.DECIMAL);
            return decimals
                    ? types.createTypeWithNullability(
                            types.createSqlType(SqlTypeName.DOUBLE), dividend.isNullable() || divisor.isNullable())
                    : null;
        }

        @Override
        public boolean shouldConvertRaggedUnionTypesToVarying() {
            return true;
        }

        @Override
        public int getMaxPrecision(SqlTypeName typeName) {
            return typeName == SqlTypeName.TIMESTAMP ? MILLISECONDS : super.getMaxPrecision(typeName);
        }

        @Override
        public int getDefaultPrecision(SqlTypeName typeName) {
            return typeName == SqlTypeName.TIMESTAMP ? MILLISECONDS : super.getDefaultPrecision(typeName);
        }

        private static RelDataType nullable(RelDataTypeFactory types, RelDataType argument, SqlTypeName result) {
            return types.createTypeWithNullability(types.createSqlType(result), argument.isNullable());
        }
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    /** Calcite's type for a column; any column may be null. */
    static RelDataType of(ColumnType type, RelDataTypeFactory types) {
        RelDataType plain = switch (type.kind()) {
            case TEXT -> types.createSqlType(SqlTypeName.VARCHAR);
            case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
            case INT -> types.createSqlType(SqlTypeName.INTEGER);
            case LONG -> types.createSqlType(SqlTypeName.BIGINT);
            case DECIMAL -> types.createSqlType(SqlTypeName.DECIMAL, Decimals.DIGITS, type.scale());
            case DATE -> types.createSqlType(SqlTypeName.DATE);
            case INTERVAL -> types.createSqlIntervalType(SPAN);
            case DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
            case TIMESTAMP -> types.createSqlType(SqlTypeName.TIMESTAMP, MILLISECONDS);
        };
        return types.createTypeWithNullability(plain, true);
    }

    /**
     * Our type for one of Calcite's; empty where we have none. Calcite calls whatever a point is written in a decimal; which
     * numbers are decimals of ours follows from the columns, see {@link NumberTypes}.
     */
    static Optional<ColumnType> of(RelDataType type) {
        return Optional.ofNullable(
                switch (type.getSqlTypeName()) {
                    case VARCHAR, CHAR -> ColumnType.TEXT;
                    case BOOLEAN -> ColumnType.BOOLEAN;
                    case INTEGER, SMALLINT, TINYINT -> ColumnType.INT;
                    case BIGINT -> ColumnType.LONG;
                    case DOUBLE, FLOAT, DECIMAL -> ColumnType.DOUBLE;
                    case TIMESTAMP -> ColumnType.TIMESTAMP;
                    case DATE -> ColumnType.DATE;
                    default ->
                        SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName()) ? ColumnType.INTERVAL : null;
                });
    }
}
