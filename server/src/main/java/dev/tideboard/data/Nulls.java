package dev.tideboard.data;

import java.util.Arrays;

/** Which rows of a column are missing: one bit per row, set where the value is null. Immutable. */
public final class Nulls {
    /** No row is null. */
    public static final Nulls NONE = new Nulls(new long[0]);

    private final long[] words;

    private Nulls(long[] words) {
        this.words = words;
    }

    /** Takes ownership of {@code words}: bit {@code row & 63} of word {@code row >> 6}; a short array means not null. */
    public static Nulls ofWords(long[] words) {
        for (long word : words) {
            if (word != 0) {
                return new Nulls(words);
            }
        }
        return NONE;
    }

    /** True when at least one row is null; the fast path of every kernel asks this once per batch. */
    public boolean any() {
        return words.length != 0;
    }

    public boolean isNull(int row) {
        int word = row >> 6;
        return word < words.length && (words[word] & (1L << row)) != 0;
    }

    /** Keeps those of the first {@code count} pairs of rows of which both are null or neither is, in order; gives how many. */
    int keepSame(int[] rows, int[] others, int count) {
        if (!any()) {
            return count;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int other = others[i];
            rows[kept] = row;
            others[kept] = other;
            kept += isNull(row) == isNull(other) ? 1 : 0;
        }
        return kept;
    }

    /** Null where either is null: the rule of SQL's arithmetic and comparisons. */
    public Nulls or(Nulls other) {
        if (!any()) {
            return other;
        }
        if (!other.any()) {
            return this;
        }
        long[] united = Arrays.copyOf(words, Math.max(words.length, other.words.length));
        for (int i = 0; i < other.words.length; i++) {
            united[i] |= other.words[i];
        }
        return new Nulls(united);
    }

    /** The nulls of the rows {@code rows[0..count)}, renumbered from 0; an index of -1 gives null. */
    public Nulls gather(int[] rows, int count) {
        long[] gathered = new long[(count + 63) >> 6];
        for (int i = 0; i < count; i++) {
            if (rows[i] < 0 || isNull(rows[i])) {
                gathered[i >> 6] |= 1L << i;
            }
        }
        return ofWords(gathered);
    }
}
