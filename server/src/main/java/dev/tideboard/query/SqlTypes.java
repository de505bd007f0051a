package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** Our types as Calcite's and back. */
final class SqlTypes extends SqlTypeFactoryImpl {
    private static final int MILLISECONDS = 3;

    SqlTypes() {
        super(new Rules());
    }

    /** Sums of whole numbers are long, of other numbers double; averages are double; texts of any length are one type. */
    private static final class Rules extends RelDataTypeSystemImpl {
        @Override
        public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
            boolean whole = SqlTypeName.INT_TYPES.contains(argument.getSqlTypeName());
            return nullable(types, argument, whole ? SqlTypeName.BIGINT : SqlTypeName.DOUBLE);
        }

        @Override
        public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
            return nullable(types, argument, SqlTypeName.DOUBLE);
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
        RelDataType plain = switch (type) {
            case TEXT -> types.createSqlType(SqlTypeName.VARCHAR);
            case BOOLEAN -> types.createSqlType(SqlTypeName.BOOLEAN);
            case INT -> types.createSqlType(SqlTypeName.INTEGER);
            case LONG, INTERVAL -> types.createSqlType(SqlTypeName.BIGINT);
            case DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
            case TIMESTAMP -> types.createSqlType(SqlTypeName.TIMESTAMP, MILLISECONDS);
        };
        return types.createTypeWithNullability(plain, true);
    }

    /** Our type for one of Calcite's; empty where we have none. Decimals are computed as doubles. */
    static Optional<ColumnType> of(RelDataType type) {
        return Optional.ofNullable(
                switch (type.getSqlTypeName()) {
                    case VARCHAR, CHAR -> ColumnType.TEXT;
                    case BOOLEAN -> ColumnType.BOOLEAN;
                    case INTEGER, SMALLINT, TINYINT -> ColumnType.INT;
                    case BIGINT -> ColumnType.LONG;
                    case DOUBLE, FLOAT, DECIMAL -> ColumnType.DOUBLE;
                    case TIMESTAMP -> ColumnType.TIMESTAMP;
                    default ->
                        SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName()) ? ColumnType.INTERVAL : null;
                });
    }
}
