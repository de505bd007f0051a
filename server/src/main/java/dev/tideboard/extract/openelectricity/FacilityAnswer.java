package dev.tideboard.extract.openelectricity;

import dev.tideboard.recording.Place;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the list of facilities: those of the network that have a unit in operation, each facility and unit once. */
final class FacilityAnswer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String OPERATING = "operating";
    /** Ten times the list of the national market; the whole list stands in memory as a tree. */
    private static final long MAX_BYTES = 20_000_000;

    private FacilityAnswer() {}

    static List<ApiFacility> read(InputStream body, String network) {
        JsonNode data = JSON.readTree(new BoundedBody(body, MAX_BYTES)).path("data");
        if (!data.isArray()) {
            throw new ExtractException("the list of facilities holds no array 'data'");
        }
        Map<String, ApiFacility> facilities = new LinkedHashMap<>();
        for (JsonNode facility : data) {
            List<ApiUnit> units = units(facility.path("units"));
            // A facility of another network can stray into the list; its readings would not be found.
            if (!units.isEmpty() && text(facility, "network_id").equals(network)) {
                String code = text(facility, "code");
                String name = text(facility, "name");
                String region = text(facility, "network_region");
                Place place = place(facility.path("location"));
                facilities.putIfAbsent(code, new ApiFacility(code, name, region, place, units));
            }
        }
        return List.copyOf(facilities.values());
    }

    private static List<ApiUnit> units(JsonNode list) {
        Map<String, ApiUnit> units = new LinkedHashMap<>();
        for (JsonNode unit : list) {
            if (text(unit, "status_id").equals(OPERATING)) {
                String code = text(unit, "code");
                String fueltech = text(unit, "fueltech_id");
                String dispatch = text(unit, "dispatch_type").toUpperCase(Locale.ROOT);
                double capacity = greater(number(unit, "capacity_registered"), number(unit, "capacity_maximum"));
                double factor = number(unit, "emissions_factor_co2");
                units.putIfAbsent(
                        code, new ApiUnit(code, fueltech, ApiUnit.role(dispatch, fueltech), capacity, factor));
            }
        }
        return List.copyOf(units.values());
    }

    private static double greater(double a, double b) {
        if (Double.isNaN(a)) {
            return b;
        }
        return Double.isNaN(b) ? a : Math.max(a, b);
    }

    private static Place place(JsonNode location) {
        double lat = number(location, "lat");
        double lng = number(location, "lng");
        boolean known = Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
        return known ? new Place(lat, lng) : Place.UNKNOWN;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("").strip();
    }

    private static double number(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }
}
