package dev.tideboard.recording;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Recordings for tests: small ones made by hand or by chance, and the real ones where they are present. */
public final class Recordings {
    private static final long START = Instant.parse("2025-10-15T00:05:00Z").toEpochMilli();
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private Recordings() {}

    /** The folder of real recordings, which the product itself never needs. */
    public static Optional<Path> shared() {
        String folder = System.getenv("TIDEBOARD_SHARED");
        Path data = folder == null ? Path.of("../../shared/data") : Path.of(folder, "data");
        return Files.isDirectory(data) ? Optional.of(data) : Optional.empty();
    }

    /** A recording of these rows, each the values in the order of the layout, five minutes apart. */
    static MemoryRecording of(WideLayout layout, double[]... values) {
        List<WideRow> rows = new ArrayList<>();
        for (double[] row : values) {
            rows.add(new WideRow(layout, START + rows.size() * INTERVAL.toMillis(), row));
        }
        return of(layout, rows);
    }

    static MemoryRecording of(WideLayout layout, List<WideRow> rows) {
        Manifest manifest = new Manifest(
                new Origin.Simulated(7),
                INTERVAL,
                true,
                Instant.ofEpochMilli(rows.getFirst().at()),
                Instant.ofEpochMilli(rows.getLast().at()),
                rows.size(),
                "made for a test");
        List<Facility> facilities =
                layout.facilities().stream().map(Recordings::facility).toList();
        return new MemoryRecording(manifest, facilities, layout, rows);
    }

    private static Facility facility(String code) {
        return new Facility(
                code, code + ", the \"station\"", new Place(-33.4, 150.25), "NSW1", "coal", 720, 0.89, true);
    }

    /** Random values of all sizes, some missing, in steps of five minutes with holes. */
    public static MemoryRecording random(long seed, int facilities, int regions, int rows) {
        Random random = new Random(seed);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < facilities; i++) {
            codes.add("F" + i + (i % 3 == 0 ? "/A" : ""));
        }
        List<String> regionCodes = new ArrayList<>();
        for (int i = 0; i < regions; i++) {
            regionCodes.add("R" + i);
        }
        WideLayout layout = new WideLayout(codes, regionCodes);
        List<WideRow> made = new ArrayList<>();
        long at = START;
        for (int i = 0; i < rows; i++) {
            double[] values = new double[layout.width()];
            for (int column = 0; column < values.length; column++) {
                values[column] = value(random);
            }
            made.add(new WideRow(layout, at, values));
            at += INTERVAL.toMillis() * (1 + random.nextInt(3));
        }
        return of(layout, made);
    }

    static double value(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> WideRow.MISSING;
            case 1 -> 0;
            case 2 -> random.nextInt(-1000, 16_000);
            case 3 -> random.nextInt() / 1000.0;
            case 4 -> random.nextGaussian() * Math.pow(10, random.nextInt(-12, 15));
            case 5 -> -0.0001 * random.nextInt(10_000);
            default -> random.nextDouble();
        };
    }

    static List<WideRow> rows(Recording recording) {
        List<WideRow> rows = new ArrayList<>();
        try (RowCursor cursor = recording.rows()) {
            cursor.forEachRemaining(rows::add);
        }
        return rows;
    }
}
