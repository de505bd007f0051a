package dev.tideboard.extract.openelectricity;

import dev.tideboard.recording.WideRow;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values by code, metric and time. A value that arrives twice replaces itself, so a repeated or overlapping answer counts
 * once; a null leaves the value missing. One thread at a time.
 */
final class Series {
    private final TimeAxis axis;
    private final Map<String, double[]> values = new HashMap<>();
    private long refused;

    Series(TimeAxis axis) {
        this.axis = axis;
    }

    void put(String code, String metric, long epochMillis, double value) {
        int step = axis.step(epochMillis);
        if (step < 0) {
            refused++;
            return;
        }
        values.computeIfAbsent(key(code, metric), key -> missing())[step] = value;
    }

    private double[] missing() {
        double[] row = new double[axis.steps()];
        Arrays.fill(row, WideRow.MISSING);
        return row;
    }

    private static String key(String code, String metric) {
        return metric + " " + code;
    }

    /** Whether the code has any value of the metric. */
    boolean has(String code, String metric) {
        return values.containsKey(key(code, metric));
    }

    double get(String code, String metric, int step) {
        return Optional.ofNullable(values.get(key(code, metric)))
                .map(row -> row[step])
                .orElse(WideRow.MISSING);
    }

    TimeAxis axis() {
        return axis;
    }

    /** The codes that have a value of any metric, in the order of the alphabet. */
    List<String> codes() {
        return values.keySet().stream()
                .map(key -> key.substring(key.indexOf(' ') + 1))
                .distinct()
                .sorted()
                .toList();
    }

    /** How many values came with a time outside the span asked for. */
    long refused() {
        return refused;
    }
}
