package dev.tideboard.engine.ops;

import dev.tideboard.engine.RowFailure;
import java.util.Arrays;

/**
 * One window function, computed for rows that follow each other. What a running one made of all rows up to a row is kept
 * with that row, so that it need not start at the first one. Engine thread only.
 */
final class OverColumn {
    private final OverCall call;
    private final OverFrame frame;
    private final SortedRows rows;
    private final OverFold fold;
    private long[] states = new long[0];
    // a running value behind the last row
    private final long[] endThen;
    private final long[] endNow;
    private int spanStart;

    OverColumn(OverCall call, SortedRows rows, OverFold fold) {
        this.call = call;
        this.frame = call.frame();
        this.rows = rows;
        this.fold = fold;
        this.endThen = new long[fold.width()];
        this.endNow = new long[fold.width()];
    }

    /** Values of a sequence of rows. */
    static final class Values {
        private long[] words = new long[0];
        private boolean[] missing = new boolean[0];

        private void reserve(int size) {
            if (size > words.length) {
                words = new long[Math.max(size, words.length * 2)];
                missing = new boolean[words.length];
            }
        }

        private void set(int index, long word, boolean isMissing) {
            words[index] = isMissing ? 0 : word;
            missing[index] = isMissing;
        }

        long word(int index) {
            return words[index];
        }

        boolean isMissing(int index) {
            return missing[index];
        }

        boolean isSame(int index, Values other, int otherIndex) {
            return words[index] == other.words[otherIndex] && missing[index] == other.missing[otherIndex];
        }

        long stateBytes() {
            return 9L * words.length;
        }
    }

    /** Makes room for slots below {@code slots}. */
    void reserve(int slots) {
        int needed = frame.isRunning() ? Math.multiplyExact(slots, fold.width()) : 0;
        if (needed > states.length) {
            states = Arrays.copyOf(states, Math.max(needed, states.length * 2));
        }
    }

    /**
     * Computes the values of all rows.
     *
     * @param keep whether these are the rows as they are now, whose running values are kept
     */
    void compute(OverSequence sequence, boolean keep, Values values) {
        values.reserve(sequence.size());
        fold.clear();
        spanStart = 0;
        if (frame.fromStart()) {
            fromStart(sequence, keep && frame.isRunning(), values);
            fold.save(keep ? endNow : endThen, 0);
        } else if (frame.toEnd()) {
            fromEnd(sequence, values);
        } else {
            near(sequence, values);
        }
    }

    /** Whether what follows the rows that were computed last is as it was before. */
    boolean endsAlike() {
        return !frame.isRunning() || Arrays.equals(endThen, endNow);
    }

    private void fromStart(OverSequence sequence, boolean keep, Values values) {
        if (sequence.before() != SortedSlots.NONE && frame.isRunning()) {
            fold.load(states, sequence.before() * fold.width(), sequence.before());
        }
        int next = 0;
        for (int i = 0; i < sequence.size(); i++) {
            next = take(sequence, next, last(sequence, i), keep);
            write(sequence, i, values);
        }
        take(sequence, next, sequence.size() - 1, keep);
    }

    /** Takes rows in up to {@code last}; gives the one behind it. */
    private int take(OverSequence sequence, int from, int last, boolean keep) {
        int next = from;
        for (; next <= last; next++) {
            int slot = sequence.slot(next);
            fold.add(slot);
            if (keep && sequence.isLastCopy(next)) {
                fold.save(states, slot * fold.width());
            }
        }
        return next;
    }

    private void fromEnd(OverSequence sequence, Values values) {
        int next = sequence.size() - 1;
        for (int i = sequence.size() - 1; i >= 0; i--) {
            for (int first = first(sequence, i); next >= first; next--) {
                fold.add(sequence.slot(next));
            }
            write(sequence, i, values);
        }
    }

    /** Takes the rows of each frame anew, but goes on where the one before starts with the same row. */
    private void near(OverSequence sequence, Values values) {
        int start = -1;
        int next = 0;
        for (int i = 0; i < sequence.size(); i++) {
            int first = first(sequence, i);
            int last = last(sequence, i);
            if (first > last) {
                start = -1;
                fold.clear();
                writeFallback(sequence, i, values);
                continue;
            }
            if (first != start) {
                fold.clear();
                start = first;
                next = first;
            }
            next = take(sequence, next, last, false);
            write(sequence, i, values);
        }
    }

    private int first(OverSequence sequence, int index) {
        if (frame.rows()) {
            return (int) Math.max(0, index + frame.from());
        }
        if (frame.span() < 0) {
            return sequence.groupStart(index);
        }
        spanStart = sequence.firstWithin(frame.span(), spanStart, index);
        return Math.min(spanStart, sequence.groupStart(index));
    }

    private int last(OverSequence sequence, int index) {
        if (frame.toEnd()) {
            return sequence.size() - 1;
        }
        if (frame.rows()) {
            return (int) Math.min(sequence.size() - 1L, index + frame.to());
        }
        return call.function() == OverCall.Function.RANK ? sequence.groupStart(index) - 1 : sequence.groupEnd(index);
    }

    private void write(OverSequence sequence, int index, Values values) {
        try {
            boolean missing = fold.isMissing();
            values.set(index, missing ? 0 : fold.word(), missing);
        } catch (ArithmeticException e) {
            throw new RowFailure(
                    call.text() + " OVER", String.valueOf(e.getMessage()), rows.describe(sequence.slot(index)));
        }
    }

    private void writeFallback(OverSequence sequence, int index, Values values) {
        int slot = sequence.slot(index);
        if (call.fallback() < 0) {
            write(sequence, index, values);
        } else {
            values.set(index, rows.word(call.fallback(), slot), rows.isNull(call.fallback(), slot));
        }
    }

    long stateBytes() {
        return 8L * states.length;
    }
}
