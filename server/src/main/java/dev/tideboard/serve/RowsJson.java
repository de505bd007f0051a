package dev.tideboard.serve;

import dev.tideboard.data.Snapshot;
import java.util.List;

/** The rows of a view as JSON, in the shape of the feed's snapshot event. */
public final class RowsJson {
    private RowsJson() {}

    /** {@code {"view":…,"tick":…,"key":[…],"columns":{…}}}, and {@code failure} where the view is failed. */
    public static byte[] of(String view, List<String> key, Snapshot rows) {
        return FeedMessages.snapshot(view, key, rows);
    }
}
