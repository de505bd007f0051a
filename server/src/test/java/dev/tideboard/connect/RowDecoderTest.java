package dev.tideboard.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Quarantine;
import dev.tideboard.engine.TableSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowDecoderTest {
    private final Nem nem = new Nem();
    private final RowDecoder decoder = nem.decoder();

    @Test
    void tellsTheQuarantineWhichRowAValueIsIn() {
        assertThat(refused(Nem.READING.replace("1840.5", "\"hot\"")).reason())
                .endsWith(
                        ", in {facility_id: BAYSW, timestamp: 2025-10-15T10:05:00+10:00, power_mw: hot, co2_tonnes: 136.8}");
    }

    @Test
    void takesBothSpellingsOfFields() {
        List<Object> first = onlyRow("readings", Nem.READING);
        List<Object> second = onlyRow("readings", """
                {"facility_code":"BAYSW","timestamp":"2025-10-15T10:05:00+10:00","power":1840.5,"emissions":136.8}""");
        assertThat(first).containsExactly("BAYSW", Nem.AT, 1840.5, 136.8).isEqualTo(second);
        assertThat(onlyRow("market", Nem.PRICE)).containsExactly("NSW1", Nem.AT, 64.2, 7420.0);
    }

    @Test
    void splitsArrayByTableAndKeepsOrder() {
        Decoded decoded = decode("[" + Nem.PRICE + "," + Nem.READING + "," + Nem.PRICE.replace("NSW1", "VIC1") + "]");
        assertThat(decoded.parts())
                .extracting(part -> part.inlet().table().name())
                .containsExactly("market", "readings");
        RowBatch market = decoded.parts().getFirst().rows();
        assertThat(market.texts(0).text(0)).isEqualTo("NSW1");
        assertThat(market.texts(0).text(1)).isEqualTo("VIC1");
        assertThat(decoded.refused()).isZero();
    }

    @Test
    void leavesMissingValuesNullAndNotZero() {
        List<Object> row = onlyRow(
                "readings", "{\"facility_id\":\"BAYSW\",\"timestamp\":\"2025-10-15T00:05:00Z\",\"power_mw\":null}");
        assertThat(row).containsExactly("BAYSW", Nem.AT, "null", "null");
    }

    @Test
    void refusesStartingMessageNamingWhatWasExpected() {
        Quarantine.Entry entry = refused("{\"timestamp\":\"starting...\",\"price_dmwh\":0,\"demand_mw\":0}");
        assertThat(entry.source()).isEqualTo("feed");
        assertThat(entry.at()).isEqualTo(Nem.NOW);
        assertThat(entry.value()).contains("starting...");
        assertThat(entry.reason())
                .isEqualTo("no table takes the fields [timestamp, price_dmwh, demand_mw], expected any of [facility_id,"
                        + " facility_code] for readings, or any of [region_id, region_code] for market");
    }

    @Test
    void refusesStartingAsTimeOfOtherwiseGoodRow() {
        Quarantine.Entry entry = refused("{\"region_id\":\"NSW1\",\"timestamp\":\"starting...\",\"price_dmwh\":0}");
        assertThat(entry.table()).isEqualTo("market");
        assertThat(entry.column()).isEqualTo("at");
        assertThat(entry.value()).isEqualTo("starting...");
        assertThat(entry.reason())
                .startsWith("field 'timestamp': found 'starting...', expected a date and time with offset such as"
                        + " 2025-10-15T10:05:00+10:00, or milliseconds since the epoch");
    }

    @Test
    void refusesBareNotANumberOfOneRowOnly() {
        Decoded decoded = decode("[" + Nem.READING.replace("1840.5", "NaN") + "," + Nem.PRICE + "]");
        assertThat(decoded.parts()).hasSize(1);
        assertThat(decoded.refused()).isEqualTo(1);
        Quarantine.Entry entry = nem.quarantine.only();
        assertThat(entry.column()).isEqualTo("power");
        assertThat(entry.reason())
                .startsWith(
                        "field 'power_mw': found bare NaN, expected a number such as 12.5; a missing value is null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Infinity", "-Infinity", "1e400", "-1e400"})
    void refusesInfinities(String number) {
        assertThat(refused(Nem.READING.replace("1840.5", number)).column()).isEqualTo("power");
    }

    @ParameterizedTest
    @CsvSource({"12.5,12.5", "-3,-3.0", "0,0.0", "1e3,1000.0", "2.5E-1,0.25", "1E+2,100.0"})
    void takesCleanNumbersWrittenAsText(String text, double number) {
        assertThat(onlyRow("readings", Nem.READING.replace("1840.5", "\"" + text + "\""))
                        .get(2))
                .isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 12", "12 ", "1,5", "0x1F", "1d", "NaN", "+1", "01", ".5", "5.", "1e", "--1", "١"})
    void refusesUncleanNumbersWrittenAsText(String text) {
        Quarantine.Entry entry = refused(Nem.READING.replace("1840.5", "\"" + text + "\""));
        assertThat(entry.column()).isEqualTo("power");
        assertThat(entry.reason()).contains("expected a number such as 12.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "starting...",
                "{",
                "[",
                "[{}",
                "{\"a\":}",
                "{\"a\":1}}",
                "{\"a\":1} {\"a\":1}",
                "[1",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":tru}",
                "\u0000",
                "{\"a\":1,}"
            })
    void refusesWhatIsNoJsonAsOneMessage(String message) {
        Quarantine.Entry entry = refused(message);
        assertThat(entry.reason()).isNotBlank();
        assertThat(entry.column()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"text\"", "true", "null", "[1]", "[[]]", "[null]"})
    void refusesWhatIsNoObject(String message) {
        assertThat(refused(message).reason()).endsWith("expected a JSON object");
    }

    @Test
    void takesNothingOfMessageBrokenAtItsEnd() {
        Decoded decoded = decode("[" + Nem.READING + ",{\"timestamp\":1},");
        assertThat(decoded.parts()).isEmpty();
        assertThat(decoded.refused()).isEqualTo(1);
        assertThat(nem.quarantine.only().reason()).startsWith("not JSON, at byte ");
    }

    @Test
    void refusesFieldGivenTwice() {
        Quarantine.Entry entry = refused(Nem.READING.replace("{", "{\"power_mw\":1,"));
        assertThat(entry.reason()).isEqualTo("field 'power_mw' is given twice, expected once");
    }

    @Test
    void refusesTwoSpellingsOfOneColumnButNotANullBesideAValue() {
        Quarantine.Entry entry = refused(Nem.READING.replace("{", "{\"power\":1,"));
        assertThat(entry.column()).isEqualTo("power");
        assertThat(entry.reason()).contains("a second field for this column");
        assertThat(onlyRow("readings", Nem.READING.replace("{", "{\"power\":null,"))
                        .get(2))
                .isEqualTo(1840.5);
    }

    @Test
    void refusesBlankTextInKey() {
        assertThat(refused(Nem.READING.replace("BAYSW", " ")).reason()).contains("part of the key");
    }

    @Test
    void refusesNestedValueOfColumn() {
        assertThat(refused(Nem.READING.replace("1840.5", "{\"value\":1}")).reason())
                .startsWith("field 'power_mw': found a nested object, expected a number such as 12.5");
    }

    @ParameterizedTest
    @CsvSource({"5,5", "1.50,1.50", "1E3,1E3", "true,true"})
    void takesNumbersAndBooleansForTextAsTheyAreSpelled(String json, String text) {
        assertThat(onlyRow("readings", Nem.READING.replace("\"BAYSW\"", json)).getFirst())
                .isEqualTo(text);
    }

    @Test
    void refusesHalfCharactersAndInvalidBytes() {
        assertThat(refused(Nem.READING.replace("BAYSW", "a\\ud800b")).reason()).contains("unpaired surrogate");
        byte[] broken = Nem.READING.getBytes(StandardCharsets.UTF_8);
        broken[17] = (byte) 0xff;
        Decoded decoded = decoder.decode(broken);
        assertThat(decoded.parts()).isEmpty();
        assertThat(decoded.refused()).isEqualTo(1);
        assertThat(onlyRow("readings", Nem.READING.replace("BAYSW", "\\ud83d\\ude00"))
                        .getFirst())
                .isEqualTo("😀");
    }

    @Test
    void shortensLongValuesInQuarantine() {
        Quarantine.Entry entry = refused("x".repeat(100_000));
        assertThat(entry.value()).hasSize(1000);
        assertThat(entry.reason()).hasSizeLessThan(400);
    }

    @Test
    void refusesRowWhenNoMoreTextsFit() {
        Dictionary small = new Dictionary(2);
        FakeInlet inlet = new FakeInlet(nem.readings.table(), small);
        RowDecoder tight = new RowDecoder(
                "feed", List.of(RowRoute.all(inlet)), DecoderOptions.DEFAULTS, nem.quarantine, Nem.CLOCK);
        Decoded decoded = tight.decode(
                "[{\"facility\":\"A\"},{\"facility\":\"B\"},{\"facility\":\"A\"}]".getBytes(StandardCharsets.UTF_8));
        assertThat(decoded.parts().getFirst().rows().size()).isEqualTo(2);
        assertThat(nem.quarantine.only().reason()).contains("distinct texts > 2");
    }

    @Test
    void readsEveryColumnType() {
        FakeInlet inlet = everyType();
        RowDecoder every = new RowDecoder(
                "feed", List.of(RowRoute.all(inlet)), DecoderOptions.DEFAULTS, nem.quarantine, Nem.CLOCK);
        List<Object> row = boxed(every.decode("""
                {"t":5,"b":true,"i":-7,"l":"9223372036854775807","d":3,"at":1760486700000,"s":"PT5M","m":-9.9,"day":"2026-01-02"}""".getBytes(StandardCharsets.UTF_8)));
        assertThat(row)
                .containsExactly("5", 1L, -7L, Long.MAX_VALUE, 3.0, 1760486700000L, 300_000L, -990L, 1767312000000L);
        row = boxed(every.decode("{\"t\":true,\"b\":\"false\",\"i\":1e3,\"l\":12.0,\"s\":250,\"m\":\"1e2\"}"
                .getBytes(StandardCharsets.UTF_8)));
        assertThat(row).containsExactly("true", 0L, 1000L, 12L, "null", "null", 250L, 10_000L, "null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i|2147483648|expected a whole number from -2147483648 to 2147483647",
                "l|9223372036854775808|expected a whole number from -9223372036854775808",
                "l|1.5|expected a whole number",
                "l|1e999999999|expected a whole number",
                "l|1e-999999999|expected a whole number",
                "b|2|expected true or false",
                "b|\"yes\"|expected true or false",
                "at|1760486700|this looks like seconds",
                "at|1760486700000000|this looks like micro- or nanoseconds",
                "s|\"P\"|expected milliseconds such as 90000, or a duration such as \"PT90S\" or \"PT5M\"",
                "s|\"90 s\"|field 's': found text '90 s', expected milliseconds such as 90000, or a duration",
                "s|1.5|expected milliseconds such as 90000",
                "at|true|expected a date and time as text, such as \"2025-10-15T10:05:00+10:00\", or milliseconds",
                "t|[]|expected text",
                "m|9.999|field 'm': found the number 9.999, expected a number of at most 16 digits before the point and 2 after it",
                "m|10000000000000000|expected a number of at most 16 digits",
                "m|\"9,99\"|expected a number of at most 16 digits",
                "m|1e999999999|expected a number of at most 16 digits",
                "m|1e-999999999|expected a number of at most 16 digits",
                "day|20455|expected a date as text, such as \"2026-11-22\"",
                "day|\"2026-11-22T00:00:00Z\"|expected a date as text",
                "day|\"2026-02-30\"|field 'day': found text '2026-02-30', expected a date that is in the calendar",
                "day|\"+12026-01-01\"|expected a date in the years 1 to 9999",
            })
    void refusesValuesOutsideTheirType(String column, String value, String reason) {
        RowDecoder every = new RowDecoder(
                "feed", List.of(RowRoute.all(everyType())), DecoderOptions.DEFAULTS, nem.quarantine, Nem.CLOCK);
        every.decode(("{\"" + column + "\":" + value + "}").getBytes(StandardCharsets.UTF_8));
        assertThat(nem.quarantine.only().column()).isEqualTo(column);
        assertThat(nem.quarantine.only().reason()).contains(reason);
    }

    @Test
    void saysWhichColumnsARenameMayLeadTo() {
        assertThatThrownBy(() -> new RowRoute(nem.market, List.of(), Map.of("cost", "prize")))
                .isInstanceOf(SourceException.class)
                .hasMessage(
                        "rename cost: column=prize not in table=market, expected one of [region, at, price, demand]");
    }

    @Test
    void survivesDamagedMessages() {
        Random random = new Random(20_251_015);
        String[] good = {Nem.READING, Nem.PRICE, "[" + Nem.READING + "," + Nem.PRICE + "]"};
        for (int i = 0; i < 20_000; i++) {
            byte[] message = good[i % good.length].getBytes(StandardCharsets.UTF_8);
            for (int hit = random.nextInt(4); hit >= 0; hit--) {
                message[random.nextInt(message.length)] = (byte) random.nextInt(256);
            }
            Decoded decoded = decoder.decode(message);
            int rows = decoded.parts().stream()
                    .mapToInt(part -> part.rows().size())
                    .sum();
            assertThat(rows + decoded.refused())
                    .as(new String(message, StandardCharsets.ISO_8859_1))
                    .isPositive();
        }
    }

    private Decoded decode(String message) {
        return decoder.decode(message.getBytes(StandardCharsets.UTF_8));
    }

    private Quarantine.Entry refused(String message) {
        Decoded decoded = decode(message);
        assertThat(decoded.parts()).isEmpty();
        assertThat(decoded.refused()).isEqualTo(1);
        assertThat(nem.quarantine.latest(1).getFirst().reason()).startsWith(decoded.reason());
        return nem.quarantine.latest(1).getFirst();
    }

    private List<Object> onlyRow(String table, String message) {
        Decoded decoded = decode(message);
        assertThat(decoded.parts()).hasSize(1);
        assertThat(decoded.parts().getFirst().inlet().table().name()).isEqualTo(table);
        return boxed(decoded);
    }

    private static List<Object> boxed(Decoded decoded) {
        RowBatch rows = decoded.parts().getFirst().rows();
        assertThat(rows.size()).isEqualTo(1);
        return rows.columns().stream().map(column -> column.boxed(0, "null")).toList();
    }

    private FakeInlet everyType() {
        Schema schema = Schema.of(
                ColumnSchema.of("t", ColumnType.TEXT),
                ColumnSchema.of("b", ColumnType.BOOLEAN),
                ColumnSchema.of("i", ColumnType.INT),
                ColumnSchema.of("l", ColumnType.LONG),
                ColumnSchema.of("d", ColumnType.DOUBLE),
                ColumnSchema.of("at", ColumnType.TIMESTAMP),
                ColumnSchema.of("s", ColumnType.INTERVAL),
                ColumnSchema.of("m", ColumnType.decimal(2)),
                ColumnSchema.of("day", ColumnType.DATE));
        TableSpec spec = new TableSpec(
                "every",
                schema,
                List.of(),
                "",
                TableSpec.ClockKind.WALL,
                Duration.ZERO,
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);
        return new FakeInlet(spec, nem.dictionary);
    }
}
