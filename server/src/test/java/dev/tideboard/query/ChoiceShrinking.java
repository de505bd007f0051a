package dev.tideboard.query;

import java.util.function.Predicate;

/** Finds fewer and smaller decisions that still make something fail. */
final class ChoiceShrinking {
    private final Predicate<int[]> fails;
    private int attempts;

    /**
     * Prepares to shrink.
     *
     * @param attempts how often it may be tried
     */
    ChoiceShrinking(Predicate<int[]> fails, int attempts) {
        this.fails = fails;
        this.attempts = attempts;
    }

    /** Leaves out runs of decisions, long ones first, then makes those that are left the first of what there is. */
    int[] shrunk(int[] choices) {
        int[] best = choices;
        int before = Integer.MAX_VALUE;
        while (best.length < before && attempts > 0) {
            before = best.length;
            for (int run = Math.max(1, best.length / 2); run > 0; run /= 2) {
                best = withoutRuns(best, run);
            }
            best = zeroed(best);
        }
        return best;
    }

    private int[] withoutRuns(int[] choices, int run) {
        int[] best = choices;
        int at = 0;
        while (at < best.length && attempts-- > 0) {
            int end = Math.min(best.length, at + run);
            int[] less = new int[best.length - (end - at)];
            System.arraycopy(best, 0, less, 0, at);
            System.arraycopy(best, end, less, at, best.length - end);
            if (fails.test(less)) {
                best = less;
            } else {
                at += run;
            }
        }
        return best;
    }

    private int[] zeroed(int[] choices) {
        int[] best = choices;
        for (int at = 0; at < best.length; at++) {
            if (best[at] != 0 && attempts-- > 0) {
                int[] less = best.clone();
                less[at] = 0;
                best = fails.test(less) ? less : best;
            }
        }
        return best;
    }
}
