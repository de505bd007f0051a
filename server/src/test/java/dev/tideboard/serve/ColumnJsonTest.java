package dev.tideboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ColumnJsonTest {
    private static final List<ColumnType> TYPES = ColumnType.spellings().stream()
            .map(spelling -> ColumnType.spelled(spelling).orElseThrow())
            .toList();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenReadsBackAsTheSameValues(long seed) {
        RandomRows random = new RandomRows(seed);
        Dictionary dictionary = new Dictionary();
        List<List<Object>> expected = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        List<ColumnSchema> names = new ArrayList<>();
        int rows = random.random().nextInt(400);
        for (ColumnType type : TYPES) {
            ColumnBuilder builder = new ColumnBuilder(type, rows);
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                values.add(add(builder, type, random, dictionary));
            }
            columns.add(builder.build());
            expected.add(values);
            names.add(ColumnSchema.of(type.spelling() + random.text().replaceAll("[\\ud800-\\udfff]", ""), type));
        }
        Schema schema = new Schema(names);
        int[] live = IntStream.range(0, rows)
                .filter(i -> random.random().nextInt(3) > 0)
                .toArray();

        JsonBytes out = new JsonBytes(0);
        ColumnJson.write(
                out, schema, List.of(new Snapshot.Chunk(new RowBatch(schema, columns, rows), live, live.length)));
        byte[] json = out.toByteArray();
        JsonNode read = FeedModel.MAPPER.readTree(json);

        assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("<", "\n", "\r", "\u2028", "\u2029");
        assertThat(read.propertyNames()).containsExactlyElementsOf(schema.names());
        for (int column = 0; column < TYPES.size(); column++) {
            JsonNode values = read.get(names.get(column).name());
            assertThat(values.size()).isEqualTo(live.length);
            for (int i = 0; i < live.length; i++) {
                assertThat(value(values.get(i), TYPES.get(column)))
                        .isEqualTo(expected.get(column).get(live[i]));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.0,0",
        "-0.0,0",
        "5.0,5",
        "-7.25,-7.25",
        "0.1,0.1",
        "1840.5,1840.5",
        "-0.05,-0.05",
        "0.00001,0.00001",
        "1.0E-6,1.0E-6",
        "1.0E300,1.0E300",
        "9.99999999999999E14,999999999999999",
        "0.3,0.3",
        "100.0,100"
    })
    void aNumberIsAsShortAsItCanBe(double value, String expected) {
        assertThat(new String(new JsonBytes(0).number(value).toByteArray(), StandardCharsets.US_ASCII))
                .isEqualTo(expected);
    }

    @Test
    void aNumberThatJsonDoesNotHaveIsMissing() {
        JsonBytes out = new JsonBytes(0).number(Double.NaN).raw(',').number(Double.NEGATIVE_INFINITY);
        assertThat(new String(out.toByteArray(), StandardCharsets.US_ASCII)).isEqualTo("null,null");
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740992,9007199254740992",
        "9007199254740993,\"9007199254740993\"",
        "-9007199254740992,-9007199254740992",
        "-9007199254740993,\"-9007199254740993\"",
        "-9223372036854775808,\"-9223372036854775808\"",
        "9223372036854775807,\"9223372036854775807\"",
        "1000000000000000000,\"1000000000000000000\"",
        "10,10",
        "-9,-9"
    })
    void aWholeNumberThatJavaScriptWouldRoundIsText(long value, String expected) {
        assertThat(new String(new JsonBytes(0).whole(value).toByteArray(), StandardCharsets.US_ASCII))
                .isEqualTo(expected);
    }

    private static Object add(ColumnBuilder builder, ColumnType type, RandomRows random, Dictionary dictionary) {
        if (random.random().nextInt(6) == 0) {
            builder.addNull();
            return "null";
        }
        return switch (type.kind()) {
            case TEXT -> {
                String text = random.text();
                builder.addText(text, dictionary);
                yield "t" + text;
            }
            case BOOLEAN -> {
                boolean value = random.random().nextBoolean();
                builder.addLong(value ? 1 : 0);
                yield value;
            }
            case DOUBLE -> {
                double value = random.number();
                builder.addDouble(value);
                yield value + 0.0;
            }
            case DECIMAL -> {
                long value = random.whole();
                builder.addLong(value);
                yield BigDecimal.valueOf(value, type.scale());
            }
            case INT, LONG, TIMESTAMP, DATE, INTERVAL -> {
                long value = random.whole();
                builder.addLong(value);
                yield value;
            }
        };
    }

    private static Object value(JsonNode node, ColumnType type) {
        if (node.isNull()) {
            return "null";
        }
        return switch (type.kind()) {
            case TEXT -> "t" + node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case DOUBLE -> Double.parseDouble(node.decimalValue().toString());
            case DECIMAL -> node.isString() ? new BigDecimal(node.stringValue()) : node.decimalValue();
            case INT, LONG, TIMESTAMP, DATE, INTERVAL ->
                node.isString()
                        ? Long.parseLong(node.stringValue())
                        : node.decimalValue().longValueExact();
        };
    }
}
