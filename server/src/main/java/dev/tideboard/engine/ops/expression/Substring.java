package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.TextColumn;
import java.util.List;

/**
 * SUBSTRING: characters from a position counted from 1, to the end or for a length. Positions before the text count
 * towards the length, as in the SQL standard.
 *
 * @param operands the text, the start and, where given, the length
 */
public record Substring(List<Expression> operands) implements Expression {

    public Substring {
        operands = List.copyOf(operands);
    }

    @Override
    public ColumnType type() {
        return ColumnType.TEXT;
    }

    @Override
    public Expression withOperands(List<Expression> changed) {
        return new Substring(changed);
    }

    @Override
    public boolean canFail() {
        return true;
    }

    @Override
    public Column evaluate(Rows rows) {
        TextColumn texts = (TextColumn) operands.getFirst().evaluate(rows);
        Operand starts = Operand.longs(operands.get(1), rows);
        boolean toEnd = operands.size() == 2;
        Operand lengths = toEnd ? starts : Operand.longs(operands.get(2), rows);
        Result result = new Result(ColumnType.TEXT, rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (texts.isNull(row) || starts.isNull(row) || lengths.isNull(row)) {
                result.setNull(row);
                continue;
            }
            long start = starts.longs[row & starts.mask];
            long length = toEnd ? Integer.MAX_VALUE : lengths.longs[row & lengths.mask];
            if (length < 0) {
                throw rows.failure(this, "length=" + length + " < 0", row);
            }
            result.setText(row, part(texts.text(row), start, length), texts.dictionary());
        }
        return result.build();
    }

    private static String part(String text, long start, long length) {
        int size = text.codePointCount(0, text.length());
        long from = Math.clamp(start - 1, 0, size);
        long to = Math.clamp(start - 1 + length, from, size);
        int begin = text.offsetByCodePoints(0, (int) from);
        return text.substring(begin, text.offsetByCodePoints(begin, (int) (to - from)));
    }

    @Override
    public String toString() {
        return Expression.call("SUBSTRING", operands);
    }
}
