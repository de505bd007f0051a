package dev.tideboard.serve;

import dev.tideboard.data.Snapshot;
import java.util.List;

/** The rows of a view as JSON, in the shape of the feed's snapshot event. */
public final class RowsJson {
    private RowsJson() {}

    /** {@code {"view":…,"tick":…,"key":[…],"columns":{…}}}. */
    public static byte[] of(String view, List<String> key, Snapshot rows) {
        return FeedMessages.snapshot(view, rows.tick(), key, rows.schema(), rows.chunks());
    }
}
