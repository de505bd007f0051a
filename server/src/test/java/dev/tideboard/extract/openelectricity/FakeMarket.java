package dev.tideboard.extract.openelectricity;

import dev.tideboard.recording.MarketTime;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A made-up market that answers in the documented shapes, out of order: results shuffled, the two metrics in different order
 * and length, a result told twice now and then, the metric's name after its results, some values null, some times left out.
 */
final class FakeMarket {
    static final long STEP = 300_000;

    /** A facility of another network, which has been seen in the list of this one. */
    private static final String STRAY =
            "{\"code\":\"STRAY\",\"name\":\"Stray\",\"network_id\":\"WEM\",\"network_region\":\"WEM\",\"location\":null,"
                    + "\"units\":[{\"code\":\"S1\",\"fueltech_id\":\"wind\",\"status_id\":\"operating\"}]},";

    private final Random random;
    private final List<Map<String, Object>> facilities = new ArrayList<>();
    private final Map<String, List<String>> unitsOf = new TreeMap<>();
    private final Map<String, Double> capacities = new TreeMap<>();

    FakeMarket(long seed) {
        random = new Random(seed);
    }

    /** Adds a facility of units written as {@code CODE fueltech DISPATCH capacity status}. */
    FakeMarket add(String code, String region, String... units) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (String unit : units) {
            String[] words = unit.split(" ");
            double capacity = Double.parseDouble(words[3]);
            String status = words.length > 4 ? words[4] : "operating";
            list.add(Map.of(
                    "code",
                    words[0],
                    "fueltech",
                    words[1],
                    "dispatch",
                    words[2],
                    "capacity",
                    capacity,
                    "status",
                    status));
            unitsOf.computeIfAbsent(code, key -> new ArrayList<>()).add(words[0]);
            capacities.put(words[0], capacity);
        }
        facilities.add(Map.of("code", code, "region", region, "units", list));
        return this;
    }

    /** The list of facilities. */
    StandIn.Answer list() {
        StringBuilder json = new StringBuilder("{\"version\":\"4.x\",\"success\":true,\"data\":[").append(STRAY);
        for (Map<String, Object> facility : facilities) {
            json.append(String.format(
                    Locale.ROOT,
                    "{\"code\":\"%s\",\"name\":\"%s Station\",\"network_id\":\"NEM\",\"network_region\":\"%s\","
                            + "\"description\":null,\"location\":{\"lat\":-33.1,\"lng\":151.5},\"units\":[",
                    facility.get("code"),
                    facility.get("code"),
                    facility.get("region")));
            for (Object each : (List<?>) facility.getOrDefault("units", List.of())) {
                Map<?, ?> unit = (Map<?, ?>) each;
                json.append(String.format(
                        Locale.ROOT,
                        "{\"code\":\"%s\",\"fueltech_id\":\"%s\",\"status_id\":\"%s\",\"capacity_registered\":%s,"
                                + "\"capacity_maximum\":null,\"emissions_factor_co2\":0.5,\"dispatch_type\":\"%s\"},",
                        unit.get("code"),
                        unit.get("fueltech"),
                        unit.get("status"),
                        unit.get("capacity"),
                        unit.get("dispatch")));
            }
            trimComma(json).append("]},");
        }
        return StandIn.Answer.of(200, trimComma(json).append("]}").toString());
    }

    /** What the market knows, and the only place that does: the same each time it is asked. Null now and then. */
    @Nullable
    Double value(String code, String metric, long at) {
        Random own = new Random((code + metric).hashCode() * 31L + at / STEP);
        own.nextInt();
        if (own.nextInt(12) == 0) {
            return null;
        }
        double capacity = capacities.getOrDefault(code, 1_000.0);
        double share = Math.rint(own.nextDouble() * 1_000) / 1_000;
        return metric.equals("emissions") ? share * 10 : share * capacity;
    }

    /** The answer for units of facilities, or of the regions when no facility is asked for. */
    StandIn.Answer data(StandIn.Request request) {
        long from = time(request.one("date_start"));
        long to = time(request.one("date_end"));
        if (to - from > 8 * 288 * STEP) {
            return StandIn.Answer.of(
                    400, "{\"detail\":\"Date range too large for 5m interval. Maximum range is 8 days.\"}");
        }
        List<String> codes = new ArrayList<>();
        request.all("facility_code").forEach(code -> codes.addAll(unitsOf.getOrDefault(code, List.of())));
        if (codes.isEmpty()) {
            codes.addAll(List.of("NSW1", "VIC1"));
        }
        List<String> metrics = new ArrayList<>(request.all("metrics"));
        Collections.shuffle(metrics, random);
        StringBuilder json = new StringBuilder("{\"version\":\"4.x\",\"success\":true,\"data\":[");
        for (String metric : metrics) {
            List<String> order = new ArrayList<>(codes);
            Collections.shuffle(order, random);
            StringBuilder results = new StringBuilder("\"results\":[");
            for (String code : order) {
                // A result that comes twice must not count twice.
                for (int times = random.nextInt(4) == 0 ? 2 : 1; times > 0; times--) {
                    result(results, code, metric, from, to);
                }
            }
            trimComma(results).append(']');
            String name = "\"metric\":\"" + metric + "\"";
            String both = random.nextBoolean() ? name + "," + results : results + "," + name;
            json.append("{\"network_code\":\"NEM\",\"interval\":\"5m\",\"groupings\":[],")
                    .append(both)
                    .append("},");
        }
        return StandIn.Answer.of(200, trimComma(json).append("]}").toString());
    }

    private void result(StringBuilder json, String code, String metric, long from, long to) {
        json.append("{\"name\":\"").append(metric).append('_').append(code).append("\",\"columns\":{\"");
        json.append(capacities.containsKey(code) ? "unit_code" : "region")
                .append("\":\"")
                .append(code)
                .append("\"},\"data\":[");
        List<Long> times = new ArrayList<>();
        for (long at = from; at < to; at += STEP) {
            // A time whose value is null may as well be left out, which makes the two metrics differ in length.
            if (value(code, metric, at) != null || random.nextBoolean()) {
                times.add(at);
            }
        }
        Collections.shuffle(times, random);
        for (long at : times) {
            json.append("[\"")
                    .append(MarketTime.format(at))
                    .append("\",")
                    .append(value(code, metric, at))
                    .append("],");
        }
        trimComma(json).append("]},");
    }

    private static long time(String zoneless) {
        return MarketTime.of(LocalDateTime.parse(zoneless));
    }

    private static StringBuilder trimComma(StringBuilder json) {
        if (json.charAt(json.length() - 1) == ',') {
            json.setLength(json.length() - 1);
        }
        return json;
    }
}
