package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Nulls;
import java.util.List;

/** {@code a = b}, {@code a < b} and their relatives; null where either side is. Text is ordered by code point. */
public record Comparison(Kind kind, Expression left, Expression right) implements Expression {

    /** The relation asked for, as the set of outcomes that satisfy it: 1 below, 2 equal, 4 above. */
    public enum Kind {
        EQUAL("=", 2),
        NOT_EQUAL("<>", 5),
        BELOW("<", 1),
        AT_MOST("<=", 3),
        ABOVE(">", 4),
        AT_LEAST(">=", 6);

        private final String symbol;
        private final int accepted;
        private final boolean equality;
        /** Whether it holds where the question, equal or below, is answered with no. */
        private final boolean negated;
        /** Whether the question is asked with the sides exchanged. */
        private final boolean turned;

        Kind(String symbol, int accepted) {
            this.symbol = symbol;
            this.accepted = accepted;
            this.equality = accepted == 2 || accepted == 5;
            this.negated = Integer.bitCount(accepted) == 2;
            this.turned = accepted == 4 || accepted == 3;
        }
    }

    @Override
    public ColumnType type() {
        return ColumnType.BOOLEAN;
    }

    @Override
    public List<Expression> operands() {
        return List.of(left, right);
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new Comparison(kind, operands.getFirst(), operands.getLast());
    }

    @Override
    public Column evaluate(Rows rows) {
        Result result = new Result(ColumnType.BOOLEAN, rows.capacity());
        int[] kept = rows.room();
        Sides sides = sides(rows);
        int count = sides.compare(rows, kind, kept);
        for (int i = 0; i < count; i++) {
            result.longs[kept[i]] = 1;
        }
        return result.build(sides.nulls(rows.capacity()));
    }

    @Override
    public Rows select(Rows rows) {
        int[] kept = rows.room();
        Sides sides = sides(rows);
        int count = sides.compare(rows, kind, kept);
        if (sides.hasNulls()) {
            Nulls nulls = sides.nulls(rows.capacity());
            int known = 0;
            for (int i = 0; i < count; i++) {
                if (!nulls.isNull(kept[i])) {
                    kept[known++] = kept[i];
                }
            }
            count = known;
        }
        return rows.narrowed(kept, count);
    }

    private Sides sides(Rows rows) {
        ColumnType.Storage one = left.type().storage();
        ColumnType.Storage other = right.type().storage();
        if (one == ColumnType.Storage.TEXT) {
            return new Sides(Operand.codes(left, rows), Operand.codes(right, rows), ColumnType.Storage.TEXT, this);
        }
        if (one == ColumnType.Storage.LONG && other == ColumnType.Storage.LONG) {
            return new Sides(Operand.longs(left, rows), Operand.longs(right, rows), ColumnType.Storage.LONG, this);
        }
        return new Sides(Operand.doubles(left, rows), Operand.doubles(right, rows), ColumnType.Storage.DOUBLE, this);
    }

    private record Sides(Operand x, Operand y, ColumnType.Storage storage, Comparison of) {

        boolean hasNulls() {
            return x.hasNulls() || y.hasNulls();
        }

        Nulls nulls(int size) {
            return x.spread(size).or(y.spread(size));
        }

        /** The sides so that {@code kind} asks whether the first is below the second, or is not. */
        private Sides turned(Kind kind) {
            return kind.turned ? new Sides(y, x, storage, of) : this;
        }

        /** Writes the rows that satisfy the relation to {@code kept}, nulls compared as the zero they hold. */
        int compare(Rows rows, Kind kind, int[] kept) {
            return switch (storage) {
                case LONG ->
                    of.left.type().scale() == of.right.type().scale()
                            ? turned(kind).compareLongs(rows, kind, kept)
                            : compareDecimals(rows, kind.accepted, kept);
                case DOUBLE -> turned(kind).compareDoubles(rows, kind, kept);
                case TEXT -> compareTexts(rows, kind, kept);
            };
        }

        // Each loop asks one question and adds one of two numbers, which takes no jump that could be guessed wrong:
        // values
        // mostly come in no order, and a wrong guess costs more than all the rest.

        private int compareLongs(Rows rows, Kind kind, int[] kept) {
            int[] selected = rows.selected();
            int yes = kind.negated ? 0 : 1;
            int no = 1 - yes;
            int count = 0;
            if (kind.equality) {
                for (int i = 0; i < rows.count(); i++) {
                    int row = selected[i];
                    kept[count] = row;
                    count += x.longs[row & x.mask] == y.longs[row & y.mask] ? yes : no;
                }
                return count;
            }
            for (int i = 0; i < rows.count(); i++) {
                int row = selected[i];
                kept[count] = row;
                count += x.longs[row & x.mask] < y.longs[row & y.mask] ? yes : no;
            }
            return count;
        }

        private int compareDoubles(Rows rows, Kind kind, int[] kept) {
            int[] selected = rows.selected();
            int yes = kind.negated ? 0 : 1;
            int no = 1 - yes;
            int count = 0;
            if (kind.equality) {
                for (int i = 0; i < rows.count(); i++) {
                    int row = selected[i];
                    kept[count] = row;
                    count += x.doubles[row & x.mask] == y.doubles[row & y.mask] ? yes : no;
                }
                return count;
            }
            for (int i = 0; i < rows.count(); i++) {
                int row = selected[i];
                kept[count] = row;
                count += x.doubles[row & x.mask] < y.doubles[row & y.mask] ? yes : no;
            }
            return count;
        }

        private int compareDecimals(Rows rows, int accepted, int[] kept) {
            int leftScale = of.left.type().scale();
            int rightScale = of.right.type().scale();
            int count = 0;
            for (int i = 0; i < rows.count(); i++) {
                int row = rows.selected()[i];
                int order = Decimals.compare(x.longs[row & x.mask], leftScale, y.longs[row & y.mask], rightScale);
                int outcome = order < 0 ? 1 : order > 0 ? 4 : 2;
                kept[count] = row;
                count += (accepted & outcome) != 0 ? 1 : 0;
            }
            return count;
        }

        private int compareTexts(Rows rows, Kind kind, int[] kept) {
            int[] selected = rows.selected();
            // texts that no row carries have no code of their own, so constants are compared by their texts
            boolean coded = (kind == Kind.EQUAL || kind == Kind.NOT_EQUAL) && !(x.isScalar() && y.isScalar());
            int count = 0;
            for (int i = 0; i < rows.count(); i++) {
                int row = selected[i];
                int a = x.codes[row & x.mask];
                int b = y.codes[row & y.mask];
                int outcome = coded ? (a == b ? 2 : 1) : ordered(a, b);
                kept[count] = row;
                count += (kind.accepted & outcome) != 0 ? 1 : 0;
            }
            return count;
        }

        private int ordered(int a, int b) {
            int order = TextOrder.compare(x.text(a), y.text(b));
            return order < 0 ? 1 : order > 0 ? 4 : 2;
        }
    }

    @Override
    public String toString() {
        return "(" + left + " " + kind.symbol + " " + right + ")";
    }
}
