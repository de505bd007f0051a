package dev.tideboard.recording;

import java.util.List;

/**
 * Counts the bytes that the same values would take in long form: one line {@code at,code,metric,value} for each value
 * that is not missing, which is how market data is usually delivered.
 */
final class LongForm {
    private static final String[] METRICS = {"power", "emission"};
    private static final String[] REGION_METRICS = {"price", "demand"};
    private static final int SEPARATORS = 4;

    private final int[] fixedBytes;
    private long bytes = "at,code,metric,value\n".length();

    LongForm(WideLayout layout) {
        fixedBytes = new int[layout.width()];
        int column = fill(0, layout.facilities(), METRICS);
        fill(column, layout.regions(), REGION_METRICS);
    }

    private int fill(int from, List<String> codes, String[] metrics) {
        int column = from;
        for (String code : codes) {
            for (String metric : metrics) {
                fixedBytes[column++] = code.length() + metric.length() + SEPARATORS;
            }
        }
        return column;
    }

    void add(int column, int timeLength, int valueLength) {
        bytes += fixedBytes[column] + timeLength + valueLength;
    }

    long bytes() {
        return bytes;
    }
}
