package dev.tideboard.serve;

import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.LiveTables;
import dev.tideboard.engine.SourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The JSON of the feed's events, field by field as documented in docs/feed.md. */
final class FeedMessages {
    private static final int BYTES_PER_VALUE = 8;

    private FeedMessages() {}

    /** {@code {"view":…,"tick":…,"failure":…,"key":[…],"columns":{…}}}; no {@code failure} in a view that is well. */
    static byte[] snapshot(String view, List<String> key, Snapshot rows) {
        JsonBytes out = new JsonBytes(capacity(rows.schema(), rows.chunks()));
        out.raw("{\"view\":").text(view).raw(",\"tick\":").digits(rows.tick());
        failure(out, rows.failure());
        out.raw(",\"key\":[");
        for (String column : key) {
            out.text(column).raw(',');
        }
        out.close(']').raw(",\"columns\":");
        ColumnJson.write(out, rows.schema(), rows.chunks());
        return out.raw('}').toByteArray();
    }

    /** {@code {"view":…,"from":…,"tick":…,"failure":…,"put":{…},"del":{…}}}; no {@code failure} in a view that is well. */
    static byte[] delta(ViewChannel channel, long from, long tick, Patch patch) {
        JsonBytes out =
                new JsonBytes(capacity(channel.schema(), patch.put()) + capacity(channel.schema(), patch.del()));
        out.raw("{\"view\":").text(channel.view());
        out.raw(",\"from\":").digits(from).raw(",\"tick\":").digits(tick);
        failure(out, patch.failure());
        out.raw(",\"put\":");
        ColumnJson.write(out, channel.schema(), patch.put());
        out.raw(",\"del\":");
        ColumnJson.write(out, channel.schema(), channel.keyColumns(), patch.del());
        return out.raw('}').toByteArray();
    }

    /** {@code {"view":…,"reason":…}}. */
    static byte[] end(String view, String reason) {
        return new JsonBytes(128)
                .raw("{\"view\":")
                .text(view)
                .raw(",\"reason\":")
                .text(reason)
                .raw('}')
                .toByteArray();
    }

    /**
     * What comes in, and where it goes.
     *
     * @param staleAfter what the project says of a table, by its name; zero where it does not
     */
    record Fed(
            List<SourceStatus.Source> sources, List<LiveTables.Table> tables, Function<String, Duration> staleAfter) {}

    /**
     * {@code {"tick":…,"now":…,"epoch":…,"boards":…,"sources":{…},"tables":{…}}}; what never took a row has no age, and
     * {@code period_ms} is how long a table usually takes to move on, {@code stale_ms} the silence that the project says
     * makes it stale, {@code data_time} the newest event time in it.
     */
    static byte[] beat(Token at, Instant now, long boards, Fed fed) {
        JsonBytes out = new JsonBytes(512);
        out.raw("{\"tick\":").digits(at.tick()).raw(",\"now\":").text(now.toString());
        out.raw(",\"epoch\":").text(Long.toHexString(at.epoch()));
        out.raw(",\"boards\":").digits(boards).raw(",\"sources\":{");
        for (SourceStatus.Source source : fed.sources()) {
            age(out.text(source.name()), source.lastAccepted(), now);
            out.raw(",\"state\":").text(source.state().name().toLowerCase(Locale.ROOT));
            out.raw(",\"refused\":").digits(source.refused()).raw("},");
        }
        out.close('}').raw(",\"tables\":{");
        for (LiveTables.Table table : fed.tables()) {
            age(out.text(table.spec().name()), table.lastReceived(), now);
            if (!table.dataTime().equals(Instant.EPOCH)) {
                out.raw(",\"data_time\":").digits(table.dataTime().toEpochMilli());
            }
            if (table.pace().isKnown()) {
                out.raw(",\"period_ms\":").digits(table.pace().period().toMillis());
            }
            Duration staleAfter = fed.staleAfter().apply(table.spec().name());
            if (!staleAfter.isZero()) {
                out.raw(",\"stale_ms\":").digits(staleAfter.toMillis());
            }
            out.raw("},");
        }
        return out.close('}').raw('}').toByteArray();
    }

    private static void failure(JsonBytes out, String reason) {
        if (!reason.isEmpty()) {
            out.raw(",\"failure\":").text(reason);
        }
    }

    private static void age(JsonBytes out, Instant last, Instant now) {
        out.raw(":{\"age_ms\":");
        if (last.equals(Instant.EPOCH)) {
            out.raw("null");
        } else {
            out.digits(Math.max(0, Duration.between(last, now).toMillis()));
        }
    }

    private static int capacity(Schema schema, List<Snapshot.Chunk> rows) {
        long values = 0;
        for (Snapshot.Chunk chunk : rows) {
            values += (long) chunk.count() * schema.size();
        }
        return (int) Math.min(1 << 24, 128 + values * BYTES_PER_VALUE);
    }
}
