package dev.tideboard.engine.ops;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a result that go and come: slots of input rows, with the values of window functions beside them. One thread at a time. */
final class OverChanges {
    private final int width;
    private int[] slots = new int[16];
    private int[] weights = new int[16];
    private final long[][] words;
    private final boolean[][] missing;
    private int count;

    /** Rows with {@code width} values of window functions. */
    OverChanges(int width) {
        this.width = width;
        this.words = new long[width][16];
        this.missing = new boolean[width][16];
    }

    /** Adds the row in {@code slot} with the values at {@code index} of each column. */
    void add(int slot, int weight, OverColumn.Values[] columns, int index) {
        if (count == slots.length) {
            slots = Arrays.copyOf(slots, count * 2);
            weights = Arrays.copyOf(weights, count * 2);
            for (int i = 0; i < width; i++) {
                words[i] = Arrays.copyOf(words[i], count * 2);
                missing[i] = Arrays.copyOf(missing[i], count * 2);
            }
        }
        for (int i = 0; i < width; i++) {
            words[i][count] = columns[i].word(index);
            missing[i][count] = columns[i].isMissing(index);
        }
        slots[count] = slot;
        weights[count++] = weight;
    }

    /** What was added, the columns of the input first. */
    Delta build(Schema output, SortedRows rows, Dictionary dictionary) {
        List<Column> columns = new ArrayList<>(output.size());
        for (int i = 0; i < output.size() - width; i++) {
            columns.add(rows.gather(i, slots, count));
        }
        for (int i = 0; i < width; i++) {
            ColumnType type = output.column(output.size() - width + i).type();
            columns.add(RowWords.column(type, Arrays.copyOf(words[i], count), nulls(missing[i]), dictionary));
        }
        return new Delta(new RowBatch(output, columns, count), Arrays.copyOf(weights, count));
    }

    private Nulls nulls(boolean[] flags) {
        long[] bits = new long[(count + 63) >> 6];
        for (int i = 0; i < count; i++) {
            bits[i >> 6] |= flags[i] ? 1L << i : 0;
        }
        return Nulls.ofWords(bits);
    }
}
