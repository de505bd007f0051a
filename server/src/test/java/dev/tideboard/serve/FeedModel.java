package dev.tideboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client makes of the feed: applies events as docs/feed.md says, and fails on whatever it does not promise. */
public final class FeedModel {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Map<String, TreeMap<String, FakeViews.Row>> views = new HashMap<>();
    private final Map<String, Long> ticks = new HashMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private String token = "";
    private int beats;
    private int deltas;
    private int snapshots;
    private long widest;

    /** Applies one event; an empty id means it had none. */
    public void apply(String event, String id, JsonNode data) {
        switch (event) {
            case "snapshot" -> snapshot(data);
            case "delta" -> delta(data);
            case "beat" -> beats++;
            case "end" -> {
                ended.add(data.get("view").stringValue());
                views.remove(data.get("view").stringValue());
                ticks.remove(data.get("view").stringValue());
            }
            default -> throw new AssertionError("unknown event " + event);
        }
        if (!id.isEmpty()) {
            token = id;
            long tick = tick();
            ticks.values().forEach(known -> assertThat(known).isLessThanOrEqualTo(tick));
            ticks.replaceAll((view, known) -> tick);
        }
    }

    public Map<String, FakeViews.Row> rows(String view) {
        return views.getOrDefault(view, new TreeMap<>());
    }

    /** Why a view is failed, or "". */
    public String failure(String view) {
        return failures.getOrDefault(view, "");
    }

    /** The last position, or "". */
    public String token() {
        return token;
    }

    /** The tick of the last position, or -1. */
    public long tick() {
        return token.isEmpty() ? -1 : Long.parseLong(token.substring(token.lastIndexOf('-') + 1));
    }

    public int beats() {
        return beats;
    }

    public int deltas() {
        return deltas;
    }

    public int snapshots() {
        return snapshots;
    }

    public Set<String> ended() {
        return ended;
    }

    /** The most ticks that one delta led across. */
    public long widest() {
        return widest;
    }

    private void snapshot(JsonNode data) {
        snapshots++;
        String view = data.get("view").stringValue();
        failures.put(view, failureIn(data));
        assertThat(data.get("key").toString()).isEqualTo("[\"code\"]");
        TreeMap<String, FakeViews.Row> rows = new TreeMap<>();
        rows(data.get("columns"))
                .forEach(row -> assertThat(rows.put(row.code(), row)).isNull());
        views.put(view, rows);
        ticks.put(view, data.get("tick").longValue());
    }

    private void delta(JsonNode data) {
        deltas++;
        String view = data.get("view").stringValue();
        assertThat(data.get("from").longValue()).as("from of " + view).isEqualTo(ticks.getOrDefault(view, -1L));
        assertThat(data.get("tick").longValue()).isGreaterThan(data.get("from").longValue());
        widest =
                Math.max(widest, data.get("tick").longValue() - data.get("from").longValue());
        failures.put(view, failureIn(data));
        Set<String> gone = new HashSet<>();
        assertThat(data.get("del").propertyNames()).containsExactly("code");
        data.get("del")
                .get("code")
                .values()
                .forEach(code -> assertThat(gone.add(code.stringValue())).isTrue());
        gone.forEach(rows(view)::remove);
        for (FakeViews.Row row : rows(data.get("put"))) {
            assertThat(gone).doesNotContain(row.code());
            rows(view).put(row.code(), row);
        }
        ticks.put(view, data.get("tick").longValue());
    }

    /** Rows from columns, by the types that the fake views have. */
    public static List<FakeViews.Row> rows(JsonNode columns) {
        List<FakeViews.Row> rows = new ArrayList<>();
        for (int i = 0; i < columns.get("code").size(); i++) {
            JsonNode region = columns.get("region").get(i);
            JsonNode power = columns.get("power").get(i);
            JsonNode at = columns.get("at").get(i);
            JsonNode count = columns.get("count").get(i);
            JsonNode open = columns.get("open").get(i);
            rows.add(new FakeViews.Row(
                    columns.get("code").get(i).stringValue(),
                    region.isNull() ? null : region.stringValue(),
                    power.isNull() ? null : number(power).doubleValue(),
                    at.isNull() ? null : number(at).longValueExact(),
                    count.isNull() ? null : count.isString() ? Long.valueOf(count.stringValue()) : whole(count),
                    open.isNull() ? null : open.booleanValue()));
        }
        return rows;
    }

    private static String failureIn(JsonNode data) {
        JsonNode failure = data.get("failure");
        assertThat(failure == null || !failure.stringValue().isEmpty()).isTrue();
        return failure == null ? "" : failure.stringValue();
    }

    private static long whole(JsonNode node) {
        long value = number(node).longValueExact();
        assertThat(Math.abs(value)).isLessThanOrEqualTo(JsonBytes.EXACT);
        return value;
    }

    private static BigDecimal number(JsonNode node) {
        assertThat(node.isNumber()).as(node.toString()).isTrue();
        return node.decimalValue();
    }
}
