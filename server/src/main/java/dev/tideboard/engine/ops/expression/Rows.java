package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowText;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.RowFailure;
import java.util.Arrays;
import java.util.List;

/** Some rows of a batch, ascending: what an expression is evaluated for. Immutable. */
public final class Rows {
    /** 0, 1, 2, …: shared by all batches that are evaluated whole; only ever replaced by a longer one. */
    private static volatile int[] identity = ascending(8192);

    private final RowBatch batch;
    private final int[] selected;
    private final int count;
    private final RowNumbers numbers;

    private Rows(RowBatch batch, int[] selected, int count, RowNumbers numbers) {
        this.batch = batch;
        this.selected = selected;
        this.count = count;
        this.numbers = numbers;
    }

    /** Every row of {@code batch}. */
    public static Rows all(RowBatch batch) {
        return all(batch, new RowNumbers());
    }

    /** Every row of {@code batch}; fewer of them are written down in {@code numbers}, and hold until it is reset. */
    public static Rows all(RowBatch batch, RowNumbers numbers) {
        int[] ascending = identity;
        if (ascending.length < batch.size()) {
            ascending = ascending(Integer.highestOneBit(batch.size()) << 1);
            identity = ascending;
        }
        return new Rows(batch, ascending, batch.size(), numbers);
    }

    /** One row without columns: enough to evaluate an expression of constants. */
    static Rows single() {
        return all(new RowBatch(Schema.of(), List.of(), 1));
    }

    public RowBatch batch() {
        return batch;
    }

    /** The row numbers; only the first {@link #count()} count; read only. */
    public int[] selected() {
        return selected;
    }

    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** True when no row of the batch is left out. */
    public boolean isAll() {
        return count == batch.size();
    }

    /** Length of the batch: how long the arrays of a kernel must be. */
    int capacity() {
        return batch.size();
    }

    /** Room for the numbers of a subset. */
    int[] room() {
        return numbers.take(count);
    }

    /** A subset, ascending, in what {@link #room} gave. */
    Rows narrowed(int[] kept, int keptCount) {
        return keptCount == count ? this : new Rows(batch, kept, keptCount, numbers);
    }

    /** These rows without {@code others}, which are among them. */
    Rows minus(Rows others) {
        if (others.count == 0) {
            return this;
        }
        int[] rest = room();
        int kept = 0;
        int next = 0;
        for (int i = 0; i < count; i++) {
            if (next < others.count && others.selected[next] == selected[i]) {
                next++;
            } else {
                rest[kept++] = selected[i];
            }
        }
        return new Rows(batch, rest, kept, numbers);
    }

    /** These rows and {@code others}, of which none is among them. */
    Rows plus(Rows others) {
        if (count == 0) {
            return others;
        }
        if (others.count == 0) {
            return this;
        }
        int sum = count + others.count;
        int[] both = numbers.take(sum);
        System.arraycopy(selected, 0, both, 0, count);
        System.arraycopy(others.selected, 0, both, count, others.count);
        Arrays.sort(both, 0, sum);
        return new Rows(batch, both, sum, numbers);
    }

    /** The failure of {@code expression} on {@code row} of this batch. */
    RowFailure failure(Expression expression, String reason, int row) {
        return new RowFailure(expression.toString(), reason, RowText.of(batch, row));
    }

    private static int[] ascending(int length) {
        int[] numbers = new int[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = i;
        }
        return numbers;
    }
}
