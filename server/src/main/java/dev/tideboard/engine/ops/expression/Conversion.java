package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Spelling;
import dev.tideboard.data.TextColumn;
import java.math.BigDecimal;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * CAST. A double or decimal becomes a whole number by dropping its fraction, and a decimal of fewer digits after the point
 * by rounding halves away from zero; an instant becomes the date it is on in UTC. A value that the type cannot hold, or a
 * text that does not spell one, fails.
 */
public record Conversion(Expression operand, ColumnType type, Dictionary dictionary) implements Expression {

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new Conversion(operands.getFirst(), type, dictionary);
    }

    @Override
    public boolean canFail() {
        boolean widens = type == ColumnType.TEXT
                || (type == ColumnType.TIMESTAMP && operand.type() == ColumnType.DATE)
                || (type == ColumnType.DOUBLE && operand.type().storage() == ColumnType.Storage.LONG)
                || (type == ColumnType.LONG && operand.type() == ColumnType.INT);
        return !widens || operand.canFail();
    }

    @Override
    public Column evaluate(Rows rows) {
        if (operand.type() == type) {
            return operand.evaluate(rows);
        }
        Column column = operand.evaluate(rows);
        Result result = new Result(type, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (column.isNull(row)) {
                continue;
            }
            switch (column) {
                case LongColumn from -> fromLong(from.get(row), result, rows, row);
                case DoubleColumn from -> fromDouble(from.get(row), result, rows, row);
                case TextColumn from -> fromText(from.text(row), result, rows, row);
            }
        }
        return result.build(column.nulls());
    }

    private void fromLong(long value, Result result, Rows rows, int row) {
        switch (type.storage()) {
            case LONG -> result.longs[row] = restored(value, rows, row);
            case DOUBLE ->
                result.doubles[row] = Decimals.toDouble(value, operand.type().scale());
            case TEXT -> result.setText(row, Spelling.of(value, operand.type()), dictionary);
        }
    }

    private void fromDouble(double value, Result result, Rows rows, int row) {
        switch (type.storage()) {
            case LONG -> {
                if (type.isDecimal()) {
                    result.longs[row] = decimal(BigDecimal.valueOf(value), rows, row);
                    return;
                }
                if (!(value >= -0x1p63 && value < 0x1p63)) {
                    throw rows.failure(this, value + " is no " + type.spelling(), row);
                }
                result.longs[row] = whole((long) value, rows, row);
            }
            case DOUBLE -> result.doubles[row] = value;
            case TEXT -> result.setText(row, Spelling.of(value), dictionary);
        }
    }

    /** What is stored as a whole number by one type as another one stores it. */
    private long restored(long value, Rows rows, int row) {
        int from = operand.type().scale();
        if (type.isDecimal()) {
            return from == type.scale() && Decimals.fits(value)
                    ? value
                    : decimal(BigDecimal.valueOf(value, from), rows, row);
        }
        if (type == ColumnType.DATE) {
            return TimeUnit.DAY.floor(value);
        }
        return whole(from == 0 ? value : value / Decimals.power(from), rows, row);
    }

    private long decimal(BigDecimal value, Rows rows, int row) {
        try {
            return Decimals.rounded(value, type.scale());
        } catch (ArithmeticException beyond) {
            throw rows.failure(this, value.toPlainString() + " is no " + type.spelling(), row);
        }
    }

    private long whole(long value, Rows rows, int row) {
        if (type == ColumnType.INT && value != (int) value) {
            throw rows.failure(this, value + " is no " + type.spelling(), row);
        }
        return value;
    }

    private void fromText(String text, Result result, Rows rows, int row) {
        try {
            switch (type.storage()) {
                case LONG -> result.longs[row] = whole(Spelling.whole(text, type), rows, row);
                case DOUBLE -> result.doubles[row] = Spelling.real(text);
                case TEXT -> result.setText(row, text, dictionary);
            }
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            throw rows.failure(this, "'" + text + "' is no " + type.spelling(), row);
        }
    }

    @Override
    public String toString() {
        return "CAST(" + operand + " AS " + type.spelling() + ")";
    }
}
