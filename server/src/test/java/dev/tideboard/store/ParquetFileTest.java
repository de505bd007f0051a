package dev.tideboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.recording.CacheSizes;
import dev.tideboard.recording.Recording;
import dev.tideboard.recording.RecordingException;
import dev.tideboard.recording.Recordings;
import dev.tideboard.recording.RowCursor;
import dev.tideboard.recording.WideCache;
import dev.tideboard.recording.WideRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFileTest {
    @TempDir
    Path temporary;

    @Test
    void readsBackWhatWasWrittenWithEveryGap() throws IOException {
        Path folder = temporary.resolve("it's a 'folder'; DROP");
        for (long seed = 0; seed < 3; seed++) {
            Recording original = Recordings.random(seed, 40, 5, 50);
            CacheSizes sizes = WideCache.write(folder, original, Optional.of(new ParquetFile()));
            assertThat(sizes.parquet()).isEqualTo(Files.size(folder.resolve("wide.parquet")));
            assertThat(sizes.summary()).contains("Parquet");
            Path file = folder.resolve("wide.parquet");
            WideCache cache = WideCache.open(file, Optional.of(new ParquetFile()));
            assertThat(cache.layout()).isEqualTo(original.layout());
            assertThat(cache.manifest()).isEqualTo(original.manifest());
            assertThat(rows(cache)).isEqualTo(rows(original));
        }
    }

    @Test
    void opensTheParquetFileOfAFolderThatHasNoOther() throws IOException {
        Recording original = Recordings.random(4, 3, 1, 10);
        WideCache.write(temporary, original, Optional.of(new ParquetFile()));
        Files.delete(temporary.resolve("wide.csv"));
        Files.delete(temporary.resolve("manifest.json"));
        WideCache cache = WideCache.open(temporary, Optional.of(new ParquetFile()));
        assertThat(cache.manifest().length()).isEqualTo(original.manifest().length());
        assertThat(rows(cache)).isEqualTo(rows(original));
    }

    @Test
    void saysWhichFileIsNoParquet() throws IOException {
        Path file = temporary.resolve("wide.parquet");
        Files.writeString(file, "at,power_A\n");
        assertThatThrownBy(() -> WideCache.open(file, Optional.of(new ParquetFile())))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("wide.parquet cannot be read as a wide Parquet file");
        assertThatThrownBy(() -> WideCache.open(file)).hasMessageContaining("name the wide CSV file");
    }

    private static List<WideRow> rows(Recording recording) {
        List<WideRow> rows = new ArrayList<>();
        try (RowCursor cursor = recording.rows()) {
            cursor.forEachRemaining(rows::add);
        }
        return rows;
    }
}
