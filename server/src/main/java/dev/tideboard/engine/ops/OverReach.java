package dev.tideboard.engine.ops;

import java.util.List;

/**
 * How far from a row that changes other rows may change with it.
 *
 * @param before the most rows before a row that its frames hold
 * @param after the most rows behind it
 * @param span how far before a row's key the keys in its frames may lie; -1 where frames are not of keys
 * @param peers whether rows that the order does not tell apart are in one frame
 */
record OverReach(long before, long after, long span, boolean peers, Extent extent) {

    enum Extent {
        NEAR,
        /** All rows behind a changed one: each result follows from the one before it. */
        TO_END,
        WHOLE
    }

    static OverReach of(List<OverCall> calls) {
        long before = 0;
        long after = 0;
        long span = -1;
        boolean peers = false;
        Extent extent = Extent.NEAR;
        for (OverCall call : calls) {
            OverFrame frame = call.frame();
            peers |= !frame.rows();
            span = Math.max(span, frame.span());
            if (frame.isRunning()) {
                extent = extent == Extent.NEAR ? Extent.TO_END : extent;
            } else if (frame.fromStart() || frame.toEnd()) {
                extent = Extent.WHOLE;
            } else if (frame.rows()) {
                before = Math.max(before, -frame.from());
                after = Math.max(after, frame.to());
            }
        }
        return new OverReach(before, after, span, peers, extent);
    }
}
