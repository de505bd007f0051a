package dev.tideboard.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares results as bags of rows: order does not count, copies do, decimals are
 * exact, doubles may differ in their last digits.
 */
final class Bags {
    private static final double TOLERANCE = 1e-9;

    private Bags() {}

    /** What the two have not in common, or "" when they are equal. */
    static String difference(List<List<Object>> actual, List<List<Object>> expected) {
        Map<List<Object>, Integer> counts = new LinkedHashMap<>();
        actual.forEach(row -> counts.merge(row, 1, Integer::sum));
        expected.forEach(row -> counts.merge(row, -1, Integer::sum));
        List<List<Object>> extra = new ArrayList<>();
        List<List<Object>> missing = new ArrayList<>();
        counts.forEach((row, count) -> {
            for (int i = 0; i < Math.abs(count); i++) {
                (count > 0 ? extra : missing).add(row);
            }
        });
        extra.removeIf(row -> removeClose(row, missing));
        return extra.isEmpty() && missing.isEmpty() ? "" : "too much " + extra + ", missing " + missing;
    }

    private static boolean removeClose(List<Object> row, List<List<Object>> candidates) {
        for (int i = 0; i < candidates.size(); i++) {
            if (isClose(row, candidates.get(i))) {
                candidates.remove(i);
                return true;
            }
        }
        return false;
    }

    private static boolean isClose(List<Object> one, List<Object> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            boolean same = one.get(i).equals(other.get(i));
            boolean exact = one.get(i) instanceof BigDecimal && other.get(i) instanceof BigDecimal;
            if (!same && !exact && one.get(i) instanceof Number a && other.get(i) instanceof Number b) {
                double scale = Math.max(1, Math.max(Math.abs(a.doubleValue()), Math.abs(b.doubleValue())));
                same = Math.abs(a.doubleValue() - b.doubleValue()) <= TOLERANCE * scale;
            }
            if (!same) {
                return false;
            }
        }
        return true;
    }
}
