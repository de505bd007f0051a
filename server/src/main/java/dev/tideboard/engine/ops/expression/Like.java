package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.TextColumn;
import java.util.List;

/**
 * LIKE: {@code %} stands for any text, {@code _} for one character; the escape character, if any, makes the next one
 * stand for itself. Each distinct text is matched once and its outcome remembered.
 *
 * @param pattern a constant by the time it is evaluated
 * @param escape one character, or "" for none
 */
public record Like(Expression operand, Expression pattern, String escape, Memory memory) implements Expression {

    /** Outcomes by code, for one pattern. */
    public static final class Memory {
        private final IntMemo outcomes = new IntMemo();

        @Override
        public boolean equals(Object other) {
            return other instanceof Memory;
        }

        @Override
        public int hashCode() {
            return Memory.class.hashCode();
        }
    }

    public static Like of(Expression operand, Expression pattern, String escape) {
        return new Like(operand, pattern, escape, new Memory());
    }

    @Override
    public ColumnType type() {
        return ColumnType.BOOLEAN;
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand, pattern);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return of(operands.getFirst(), operands.getLast(), escape);
    }

    @Override
    public Column evaluate(Rows rows) {
        if (!(pattern instanceof Constant constant)) {
            throw new IllegalStateException("pattern=" + pattern + " is no constant");
        }
        Result result = new Result(ColumnType.BOOLEAN, rows.capacity());
        if (constant.missing()) {
            return Constant.missing(ColumnType.BOOLEAN, constant.dictionary()).evaluate(rows);
        }
        TextColumn column = (TextColumn) operand.evaluate(rows);
        LikePattern matcher = new LikePattern(constant.text(), escape);
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (column.isNull(row)) {
                continue;
            }
            int code = column.code(row);
            int outcome = memory.outcomes.get(code);
            if (outcome < 0) {
                outcome = matcher.matches(column.text(row)) ? 1 : 0;
                memory.outcomes.put(code, outcome);
            }
            result.longs[row] = outcome;
        }
        return result.build(column.nulls());
    }

    @Override
    public String toString() {
        return "(" + operand + " LIKE " + pattern + (escape.isEmpty() ? "" : " ESCAPE '" + escape + "'") + ")";
    }
}
