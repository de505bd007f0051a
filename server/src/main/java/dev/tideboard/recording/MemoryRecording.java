package dev.tideboard.recording;

import java.util.List;

/** A recording whose rows are all in memory, as an import or an extract leaves it. */
public record MemoryRecording(Manifest manifest, List<Facility> facilities, WideLayout layout, List<WideRow> kept)
        implements Recording {

    public MemoryRecording {
        facilities = List.copyOf(facilities);
        kept = List.copyOf(kept);
    }

    @Override
    public RowCursor rows() {
        return RowCursor.over(kept.iterator());
    }
}
