package dev.tideboard.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recording on disk: a folder with {@code wide.csv} (one row per time), {@code facilities.csv}, {@code manifest.json}
 * and, if asked for, {@code wide.parquet}.
 *
 * <p>A wide file alone can be opened too; what its missing companions would say is then unknown or read from its rows.
 * Immutable and thread-safe; the rows stay on disk and are read by each walk.
 */
public final class WideCache implements Recording {
    /** Says that no Parquet file is to be written or read. */
    public static final Optional<ParquetFormat> WITHOUT_PARQUET = Optional.empty();

    private static final String WIDE = "wide.csv";
    private static final String PARQUET = "wide.parquet";
    private static final String FACILITIES = "facilities.csv";
    private static final String MANIFEST = "manifest.json";
    private static final List<String> FILES = List.of(WIDE, PARQUET, FACILITIES, MANIFEST);

    private final Path file;
    private final Optional<ParquetFormat> parquet;
    private final WideLayout layout;
    private final List<Facility> facilities;
    private final Manifest manifest;

    private WideCache(Path file, Optional<ParquetFormat> parquet) throws IOException {
        this.file = file;
        this.parquet = parquet;
        String name = file.toString();
        this.layout =
                WideColumns.layout(parquet.isPresent() ? parquet.get().columns(file) : WideCsv.columns(file), name);
        this.facilities = readFacilities(file.resolveSibling(FACILITIES), layout);
        Path manifestFile = file.resolveSibling(MANIFEST);
        this.manifest = Files.exists(manifestFile) ? ManifestFile.read(manifestFile) : scan();
    }

    /** Opens the folder, or the wide CSV file, at the path. */
    public static WideCache open(Path path) {
        return open(path, WITHOUT_PARQUET);
    }

    /** Opens the folder, or the wide CSV or Parquet file, at the path; a folder's CSV file is preferred to its Parquet file. */
    public static WideCache open(Path path, Optional<ParquetFormat> parquet) {
        Path file = path;
        if (Files.isDirectory(path)) {
            boolean onlyParquet = !Files.exists(path.resolve(WIDE)) && Files.exists(path.resolve(PARQUET));
            file = path.resolve(onlyParquet ? PARQUET : WIDE);
        }
        boolean isParquet = file.toString().endsWith(".parquet");
        if (isParquet && parquet.isEmpty()) {
            throw new RecordingException(file + ": Parquet cannot be read here; name the wide CSV file");
        }
        try {
            return new WideCache(file, isParquet ? parquet : WITHOUT_PARQUET);
        } catch (NoSuchFileException missing) {
            throw new RecordingException(
                    path + ": no recording there; expected a folder with " + WIDE + ", or a wide CSV file", missing);
        } catch (IOException failure) {
            throw RecordingException.unreadable(file, failure);
        }
    }

    /**
     * Writes a recording to a folder, replacing the one that was there; a reader never sees half a file.
     *
     * @param parquet writes the Parquet file as well when present
     */
    public static CacheSizes write(Path folder, Recording recording, Optional<ParquetFormat> parquet) {
        try {
            Files.createDirectories(folder);
            return writeParts(folder, recording, parquet);
        } catch (IOException failure) {
            throw new RecordingException(folder + ": the recording cannot be written: " + failure, failure);
        } finally {
            for (String name : FILES) {
                partial(folder, name).toFile().delete();
            }
        }
    }

    /** Fails when nothing can be written to the folder, which is better known before hours of work than after. */
    public static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "tideboard", ".partial"));
        } catch (IOException failure) {
            throw new RecordingException(folder + ": nothing can be written there: " + failure, failure);
        }
    }

    private static CacheSizes writeParts(Path folder, Recording recording, Optional<ParquetFormat> parquet)
            throws IOException {
        Path wide = partial(folder, WIDE);
        LongForm longForm = WideCsv.write(wide, recording);
        FacilityFile.write(partial(folder, FACILITIES), recording.facilities());
        ManifestFile.write(partial(folder, MANIFEST), recording.manifest());
        if (parquet.isPresent()) {
            Files.deleteIfExists(partial(folder, PARQUET));
            parquet.get().convert(wide, partial(folder, PARQUET));
            complete(folder, PARQUET);
        } else {
            Files.deleteIfExists(folder.resolve(PARQUET));
        }
        complete(folder, FACILITIES);
        complete(folder, WIDE);
        complete(folder, MANIFEST);
        long parquetBytes = parquet.isPresent() ? Files.size(folder.resolve(PARQUET)) : 0;
        return new CacheSizes(Files.size(folder.resolve(WIDE)), parquetBytes, longForm.bytes());
    }

    private static Path partial(Path folder, String name) {
        return folder.resolve(name + ".partial");
    }

    private static void complete(Path folder, String name) throws IOException {
        Files.move(partial(folder, name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Facility> readFacilities(Path file, WideLayout layout) throws IOException {
        Map<String, Facility> known = new HashMap<>();
        if (Files.exists(file)) {
            FacilityFile.read(file).forEach(facility -> known.put(facility.code(), facility));
        }
        List<Facility> facilities = new ArrayList<>();
        for (String code : layout.facilities()) {
            facilities.add(known.getOrDefault(code, Facility.unknown(code)));
        }
        return List.copyOf(facilities);
    }

    /** Reads all rows of a file that came without a manifest; the interval is the smallest step between two of them. */
    private Manifest scan() {
        long first = Long.MIN_VALUE;
        long last = Long.MIN_VALUE;
        long step = Long.MAX_VALUE;
        long count = 0;
        try (RowCursor rows = rows()) {
            while (rows.hasNext()) {
                long at = rows.next().at();
                if (count++ == 0) {
                    first = at;
                } else {
                    step = Math.min(step, at - last);
                }
                last = at;
            }
        }
        if (count < 2) {
            throw new RecordingException(
                    file + ": rows=" + count + ", expected at least 2 where no manifest.json tells the interval");
        }
        return new Manifest(
                new Origin.Recorded(String.valueOf(file.getFileName())),
                Duration.ofMillis(step),
                true,
                Instant.ofEpochMilli(first),
                Instant.ofEpochMilli(last),
                count,
                "");
    }

    @Override
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public List<Facility> facilities() {
        return facilities;
    }

    @Override
    public WideLayout layout() {
        return layout;
    }

    @Override
    public RowCursor rows() {
        return parquet.isPresent() ? parquet.get().rows(file, layout) : WideCsv.rows(file, layout);
    }
}
