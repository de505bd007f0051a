package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.TextColumn;
import java.util.List;
import java.util.Locale;

/**
 * A function of one text; each distinct text is computed once and remembered.
 *
 * @param stripped for TRIM: the character taken off; else ""
 */
public record TextFunction(Kind kind, Expression operand, String stripped, Memory memory) implements Expression {

    /** Which function. */
    public enum Kind {
        UPPER,
        LOWER,
        TRIM,
        TRIM_LEADING,
        TRIM_TRAILING,
        CHAR_LENGTH
    }

    /** Results by code: the code of the text that came out, or the length. */
    public static final class Memory {
        private final IntMemo results = new IntMemo();

        @Override
        public boolean equals(Object other) {
            return other instanceof Memory;
        }

        @Override
        public int hashCode() {
            return Memory.class.hashCode();
        }
    }

    public static TextFunction of(Kind kind, Expression operand, String stripped) {
        return new TextFunction(kind, operand, stripped, new Memory());
    }

    @Override
    public ColumnType type() {
        return kind == Kind.CHAR_LENGTH ? ColumnType.INT : ColumnType.TEXT;
    }

    @Override
    public List<Expression> operands() {
        return List.of(operand);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return of(kind, operands.getFirst(), stripped);
    }

    @Override
    public Column evaluate(Rows rows) {
        TextColumn column = (TextColumn) operand.evaluate(rows);
        Result result = new Result(type(), rows.capacity());
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.selected()[i];
            if (column.isNull(row)) {
                continue;
            }
            int code = column.code(row);
            int known = memory.results.get(code);
            if (known < 0) {
                known = compute(column, row);
                memory.results.put(code, known);
            }
            if (kind == Kind.CHAR_LENGTH) {
                result.longs[row] = known;
            } else {
                result.setCode(row, known, column.dictionary());
            }
        }
        return result.build(column.nulls());
    }

    private int compute(TextColumn column, int row) {
        String text = column.text(row);
        if (kind == Kind.CHAR_LENGTH) {
            return text.codePointCount(0, text.length());
        }
        return column.dictionary().intern(apply(text));
    }

    private String apply(String text) {
        return switch (kind) {
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case LOWER -> text.toLowerCase(Locale.ROOT);
            case TRIM -> withoutTrailing(withoutLeading(text));
            case TRIM_LEADING -> withoutLeading(text);
            case TRIM_TRAILING -> withoutTrailing(text);
            case CHAR_LENGTH -> throw new IllegalStateException("CHAR_LENGTH gives a number");
        };
    }

    private String withoutLeading(String text) {
        int from = 0;
        while (text.startsWith(stripped, from)) {
            from += stripped.length();
        }
        return text.substring(from);
    }

    private String withoutTrailing(String text) {
        String rest = text;
        while (rest.endsWith(stripped)) {
            rest = rest.substring(0, rest.length() - stripped.length());
        }
        return rest;
    }

    @Override
    public String toString() {
        return kind + "(" + operand + ")";
    }
}
