package dev.tideboard.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * The JSON events of a row: {@code facility_id, timestamp, power_mw, co2_tonnes} for each facility and {@code region_id,
 * timestamp, price_dmwh, demand_mw} for each region. A missing value is left out of its event, never written as NaN or 0;
 * an event without any value still says that the facility reported nothing then.
 */
final class ReadingEvents {
    private static final byte[] ANNOUNCEMENT =
            "{\"timestamp\":\"starting...\",\"price_dmwh\":0,\"demand_mw\":0}".getBytes(UTF_8);

    private final List<String> facilityHeads;
    private final List<String> regionHeads;
    private final StringBuilder text = new StringBuilder(160);

    ReadingEvents(WideLayout layout) {
        facilityHeads = heads("facility_id", layout.facilities());
        regionHeads = heads("region_id", layout.regions());
    }

    private static List<String> heads(String field, List<String> codes) {
        return codes.stream()
                .map(code -> "{\"" + field + "\":\"" + escaped(code) + "\",\"timestamp\":\"")
                .toList();
    }

    /** Codes hold no control characters, so only two characters need a backslash. */
    private static String escaped(String code) {
        return code.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    static byte[] announcement() {
        return ANNOUNCEMENT.clone();
    }

    byte[] facility(WideRow row, int facility, String time) {
        begin(facilityHeads.get(facility), time);
        field("power_mw", row.power(facility));
        field("co2_tonnes", row.emission(facility));
        return end();
    }

    byte[] region(WideRow row, int region, String time) {
        begin(regionHeads.get(region), time);
        field("price_dmwh", row.price(region));
        field("demand_mw", row.demand(region));
        return end();
    }

    private void begin(String head, String time) {
        text.setLength(0);
        text.append(head).append(time).append('"');
    }

    private void field(String name, double value) {
        if (!WideRow.isMissing(value)) {
            text.append(",\"").append(name).append("\":");
            Decimals.append(text, value);
        }
    }

    private byte[] end() {
        return text.append('}').toString().getBytes(UTF_8);
    }
}
