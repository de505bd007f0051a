package dev.tideboard.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WideCacheTest {
    private static final WideLayout LAYOUT = new WideLayout(List.of("BAYSW", "G/STONE"), List.of("NSW1"));

    @TempDir
    Path folder;

    @Test
    void readsBackWhatWasWrittenWithEveryGap() {
        for (long seed = 0; seed < 20; seed++) {
            Recording original = Recordings.random(seed, 1 + (int) seed, 1 + (int) seed % 5, 30);
            WideCache.write(folder, original, WideCache.WITHOUT_PARQUET);
            WideCache cache = WideCache.open(folder);
            assertThat(cache.layout()).isEqualTo(original.layout());
            assertThat(cache.manifest()).isEqualTo(original.manifest());
            assertThat(cache.facilities()).isEqualTo(original.facilities());
            assertThat(Recordings.rows(cache)).isEqualTo(Recordings.rows(original));
        }
    }

    @Test
    void writesAMissingValueAsAnEmptyCellAndTimesInMarketTime() throws IOException {
        Recording recording = Recordings.of(
                LAYOUT, new double[] {1840.5, 136.8, WideRow.MISSING, WideRow.MISSING, -20, WideRow.MISSING});
        WideCache.write(folder, recording, WideCache.WITHOUT_PARQUET);
        assertThat(Files.readString(folder.resolve("wide.csv"))).isEqualTo("""
                        at,power_BAYSW,emission_BAYSW,power_G/STONE,emission_G/STONE,price_NSW1,demand_NSW1
                        2025-10-15T10:05:00+10:00,1840.5,136.8,,,-20,
                        """);
        assertThat(Files.readString(folder.resolve("manifest.json")))
                .contains("\"source\" : \"simulated\"", "\"seed\" : 7", "\"interval\" : \"PT5M\"");
    }

    @Test
    void keepsAnUnknownPlaceEmpty() throws IOException {
        Recording row = Recordings.of(LAYOUT, new double[6]);
        List<Facility> unknown = List.of(Facility.unknown("BAYSW"), Facility.unknown("G/STONE"));
        WideCache.write(
                folder,
                new MemoryRecording(row.manifest(), unknown, LAYOUT, Recordings.rows(row)),
                WideCache.WITHOUT_PARQUET);
        assertThat(Files.readString(folder.resolve("facilities.csv"))).contains("BAYSW,BAYSW,,,,,,,false\n");
        assertThat(WideCache.open(folder).facilities()).isEqualTo(unknown);
    }

    @Test
    void countsTheLongFormByteForByte() {
        Recording recording = Recordings.of(
                LAYOUT, new double[] {1840.5, 136.8, WideRow.MISSING, WideRow.MISSING, -20, WideRow.MISSING});
        String longForm = """
                at,code,metric,value
                2025-10-15T10:05:00+10:00,BAYSW,power,1840.5
                2025-10-15T10:05:00+10:00,BAYSW,emission,136.8
                2025-10-15T10:05:00+10:00,NSW1,price,-20
                """;
        CacheSizes sizes = WideCache.write(folder, recording, WideCache.WITHOUT_PARQUET);
        assertThat(sizes.longForm()).isEqualTo(longForm.length());
        assertThat(sizes.parquet()).isZero();
    }

    @Test
    void opensAWideFileThatCameAlone() throws IOException {
        Path file = folder.resolve("consolidated.csv");
        Files.writeString(file, """
                at,demand_VIC1,power_A,price_VIC1
                2025-10-15T10:05:00+10:00,4000,1.5,
                2025-10-15T10:15:00+10:00,,2.5,-3
                2025-10-15T10:20:00+10:00,4100,,7
                """);
        WideCache cache = WideCache.open(file);
        assertThat(cache.manifest().interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(cache.manifest().length()).isEqualTo(Duration.ofMinutes(20));
        assertThat(cache.facilities()).containsExactly(Facility.unknown("A"));
        WideRow second = Recordings.rows(cache).get(1);
        assertThat(second.power(0)).isEqualTo(2.5);
        assertThat(second.emission(0)).isNaN();
        assertThat(second.price(0)).isEqualTo(-3);
        assertThat(second.demand(0)).isNaN();
    }

    @Test
    void keepsTheOldRecordingWhenANewOneFailsHalfway() throws IOException {
        Recording old = Recordings.random(1, 3, 1, 5);
        WideCache.write(folder, old, WideCache.WITHOUT_PARQUET);
        List<WideRow> disordered = List.of(row(300_000), row(600_000), row(600_000));
        Recording bad = new MemoryRecording(old.manifest(), old.facilities(), LAYOUT, disordered);
        assertThatThrownBy(() -> WideCache.write(folder, bad, WideCache.WITHOUT_PARQUET))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("does not follow");
        assertThat(Recordings.rows(WideCache.open(folder))).isEqualTo(Recordings.rows(old));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> String.valueOf(file.getFileName())))
                    .containsExactlyInAnyOrder("wide.csv", "facilities.csv", "manifest.json");
        }
    }

    private static WideRow row(long at) {
        return new WideRow(LAYOUT, at, new double[LAYOUT.width()]);
    }

    @Test
    void saysWhatIsWrongWithAFileAndWhere() throws IOException {
        assertRefused("power_A\n", "no column 'at' among 1");
        assertRefused("at,output_A\n", "column 'output_A': expected at, power_FACILITY");
        assertRefused("at,power_A,power_A\n", "column 'power_A' appears twice");
        String header = "at,power_A\n2025-10-15T10:05:00+10:00,1\n";
        assertRefused(header + "2025-10-15T10:10:00+10:00,NaN\n", "bad.csv:3: column power_A holds 'NaN'");
        assertRefused(header + "2025-10-15T10:10:00+10:00\n", "bad.csv:3: 1 cells, expected 2");
        assertRefused(header + "2025-10-15T10:05:00+10:00,2\n", "does not follow");
        assertRefused(header + "2025-10-15T10:10:00,2\n", "with its offset");
        assertRefused(header, "rows=1, expected at least 2");
        assertThatThrownBy(() -> WideCache.open(folder.resolve("nowhere")))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("no recording there");
    }

    private void assertRefused(String text, String message) throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, text);
        assertThatThrownBy(() -> Recordings.rows(WideCache.open(file)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(message);
    }
}
