package dev.tideboard.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.TableSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of fields whose names lead nowhere, and which names choose the table. */
class FieldNamesTest {
    private final Nem nem = new Nem();
    private final RowDecoder decoder = nem.decoder();

    @Test
    void ignoresUnknownFieldsAndNamesEachOnce() {
        Decoded decoded = decode(Nem.READING.replace("{", "{\"note\":{\"deep\":[1,2]},\"x\\ny\":1,"));
        assertThat(decoded.parts().getFirst().rows().size()).isEqualTo(1);
        decode(Nem.READING.replace("{", "{\"note\":1,"));
        assertThat(decoder.ignoredFields()).containsExactly("note", "x\uFFFDy");
    }

    @Test
    void keepsBoundedNumberOfIgnoredNames() {
        for (int i = 0; i < 1000; i++) {
            decode(Nem.READING.replace("{", "{\"extra" + i + "\":1,"));
        }
        assertThat(decoder.ignoredFields()).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void refusesAnObjectOfWhichNoFieldLeadsToAColumnThoughItWouldBeARowOfNulls() {
        FakeInlet notes = notes();
        RowDecoder open = new RowDecoder(
                "feed",
                List.of(new RowRoute(notes, List.of(), Map.of("txt", "note"))),
                DecoderOptions.DEFAULTS,
                nem.quarantine,
                Nem.CLOCK);

        Decoded decoded = open.decode(
                "[{\"hallo\":1,\"b\":2},{},{\"note\":null},{\"txt\":\"x\"}]".getBytes(StandardCharsets.UTF_8));

        assertThat(decoded.refused()).isEqualTo(2);
        assertThat(decoded.parts().getFirst().rows().size()).isEqualTo(2);
        assertThat(decoded.reason())
                .isEqualTo(
                        "none of the fields [hallo, b] leads to a column of notes, expected any of [level, note, txt];"
                                + " rename: {FIELD: COLUMN} leads other names there");
    }

    @Test
    void aFieldThatIsNullIsThereForTheChoiceOfATable() {
        Decoded decoded = decode(Nem.PRICE.replace("}", ",\"facility_id\":null}"));
        assertThat(decoded.parts().getFirst().inlet().table().name()).isEqualTo("readings");
    }

    private Decoded decode(String message) {
        return decoder.decode(message.getBytes(StandardCharsets.UTF_8));
    }

    private FakeInlet notes() {
        Schema schema = Schema.of(ColumnSchema.of("note", ColumnType.TEXT), ColumnSchema.of("level", ColumnType.LONG));
        return new FakeInlet(
                new TableSpec(
                        "notes",
                        schema,
                        List.of(),
                        "",
                        TableSpec.ClockKind.WALL,
                        Duration.ZERO,
                        Duration.ZERO,
                        Map.of(),
                        Duration.ZERO),
                nem.dictionary,
                10);
    }
}
