package dev.tideboard.recording;

import java.util.List;

/**
 * A stretch of readings that can be walked again and again: a cache on disk, or a simulator that makes each row when it
 * is asked for.
 */
public interface Recording {
    Manifest manifest();

    /** The facilities, in the order of the layout. */
    List<Facility> facilities();

    WideLayout layout();

    /** A new walk from the first row; each walk is independent of the others. */
    RowCursor rows();
}
