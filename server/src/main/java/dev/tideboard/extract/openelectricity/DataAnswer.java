package dev.tideboard.extract.openelectricity;

import dev.tideboard.recording.MarketTime;
import dev.tideboard.recording.RecordingException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an answer with series of values into a {@link Series}, token by token, so that it never stands in memory as a tree.
 *
 * <p>Each result is taken for the metric named beside it and the code named in its own columns: its position among the
 * results means nothing.
 */
final class DataAnswer {
    private static final int MAX_VALUES = 5_000_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // as Python writes what it does not have
            .build();

    private final Series series;
    private final List<String> codeColumns;
    private final JsonParser json;
    private final List<Result> results = new ArrayList<>();
    private int count;

    /** One result before its metric is known, since the name of the metric may follow its results. */
    private record Result(String code, long[] times, double[] values) {}

    private DataAnswer(Series series, List<String> codeColumns, JsonParser json) {
        this.series = series;
        this.codeColumns = codeColumns;
        this.json = json;
    }

    /**
     * Reads the whole body.
     *
     * @param codeColumns the columns that may hold the code of a result, such as {@code unit_code}
     */
    static void read(InputStream body, List<String> codeColumns, Series series) {
        try (JsonParser json = JSON.createParser(body)) {
            new DataAnswer(series, codeColumns, json).answer();
        }
    }

    private void answer() {
        expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
        boolean found = false;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean data = json.currentName().equals("data");
            JsonToken value = json.nextToken();
            if (data && value == JsonToken.START_ARRAY) {
                found = true;
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    metric();
                }
            } else {
                json.skipChildren();
            }
        }
        if (!found) {
            throw new ExtractException("the answer is not in the documented shape: it holds no array 'data'");
        }
    }

    private void metric() {
        results.clear();
        count = 0;
        String metric = "";
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("metric")) {
                metric = json.getString();
            } else if (name.equals("results") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    result();
                }
            } else {
                json.skipChildren();
            }
        }
        for (Result result : results) {
            for (int i = 0; i < result.times().length; i++) {
                series.put(result.code(), metric, result.times()[i], result.values()[i]);
            }
        }
    }

    private void result() {
        String code = "";
        Result pairs = new Result("", new long[0], new double[0]);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("columns") && value == JsonToken.START_OBJECT) {
                code = code();
            } else if (name.equals("data") && value == JsonToken.START_ARRAY) {
                pairs = pairs();
            } else {
                json.skipChildren();
            }
        }
        if (code.isEmpty()) {
            throw new ExtractException(
                    "the answer is not in the documented shape: a result has none of the columns " + codeColumns);
        }
        results.add(new Result(code, pairs.times(), pairs.values()));
    }

    private String code() {
        String code = "";
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean wanted = codeColumns.contains(json.currentName());
            JsonToken value = json.nextToken();
            if (wanted && value == JsonToken.VALUE_STRING) {
                code = json.getString();
            } else {
                json.skipChildren();
            }
        }
        return code;
    }

    private Result pairs() {
        long[] times = new long[512];
        double[] values = new double[512];
        int size = 0;
        while (json.nextToken() == JsonToken.START_ARRAY) {
            if (size == times.length) {
                times = Arrays.copyOf(times, 2 * size);
                values = Arrays.copyOf(values, 2 * size);
            }
            expect(json.nextToken(), JsonToken.VALUE_STRING, "a time");
            times[size] = time(json.getString());
            JsonToken value = json.nextToken();
            boolean numeric = value != null && value.isNumeric();
            if (numeric && !json.isNaN()) {
                values[size++] = json.getDoubleValue();
            } else if (!numeric) {
                // A null, or NaN, is no value: not a zero, and nothing to overwrite an earlier answer with.
                expect(value, JsonToken.VALUE_NULL, "a number or null");
            }
            expect(json.nextToken(), JsonToken.END_ARRAY, "the end of a pair");
        }
        count += size;
        if (count > MAX_VALUES) {
            throw new ExtractException("the answer holds values > limit=" + MAX_VALUES);
        }
        return new Result("", Arrays.copyOf(times, size), Arrays.copyOf(values, size));
    }

    private static long time(String text) {
        try {
            return MarketTime.parse(text);
        } catch (RecordingException failure) {
            throw new ExtractException("the answer is not in the documented shape: " + failure.getMessage(), failure);
        }
    }

    private static void expect(@Nullable JsonToken found, JsonToken wanted, String what) {
        if (found != wanted) {
            throw new ExtractException(
                    "the answer is not in the documented shape: expected " + what + ", found " + found);
        }
    }
}
