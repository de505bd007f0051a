package dev.tideboard.engine.ops;

/**
 * The windows of event time: {@code sizeMs} long, one starting every {@code slideMs}, one of them {@code offsetMs} after the
 * epoch. They tumble where each starts as the one before ends, and overlap (hop) where they are longer than that.
 */
public record WindowSpan(long sizeMs, long slideMs, long offsetMs) {
    /** A row in more windows than this would be copied too often. */
    public static final int MOST_WINDOWS = 1_000;

    /** Checks that windows advance and no instant lies in too many. */
    public WindowSpan {
        if (slideMs <= 0 || sizeMs <= 0 || (sizeMs + slideMs - 1) / slideMs > MOST_WINDOWS) {
            throw new IllegalArgumentException("size=" + sizeMs + " ms, slide=" + slideMs + " ms");
        }
    }

    /** Whether every instant lies in exactly one window. */
    public boolean tumbles() {
        return slideMs == sizeMs;
    }

    /** The start of the last window that {@code time} lies in. */
    long lastStart(long time) {
        return Math.floorDiv(time - offsetMs, slideMs) * slideMs + offsetMs;
    }

    /** How many windows {@code time} lies in; none where windows are shorter than the way to the next. */
    int count(long time) {
        long into = time - lastStart(time);
        return into >= sizeMs ? 0 : (int) ((sizeMs - 1 - into) / slideMs + 1);
    }
}
