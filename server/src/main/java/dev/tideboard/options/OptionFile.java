package dev.tideboard.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of settings: one {@code name = value} a line, {@code #} begins a comment line.
 *
 * @param entries by name, in the order of the file
 */
public record OptionFile(Map<String, Entry> entries) {
    public static final OptionFile NONE = new OptionFile(Map.of());

    private static final long MOST_BYTES = 1_000_000;

    /** A value and where it stands. */
    public record Entry(String value, String place) {}

    public OptionFile {
        entries = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /**
     * Reads a file that must be there.
     *
     * @throws OptionException when it cannot be read, a line is no setting or a name appears twice
     */
    public static OptionFile read(Path file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int equals = text.indexOf('=');
            String place = file + ":" + number;
            if (equals <= 0) {
                faults.add(place + ": expected name = value");
                continue;
            }
            String name = text.substring(0, equals).strip();
            Entry first = entries.putIfAbsent(
                    name, new Entry(text.substring(equals + 1).strip(), place));
            if (first != null) {
                faults.add(place + ": " + name + " is set again, first at " + first.place());
            }
        }
        if (!faults.isEmpty()) {
            throw new OptionException(faults);
        }
        return new OptionFile(entries);
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new OptionException(
                        List.of(file + ": more than " + MOST_BYTES + " bytes, expected a file of settings"));
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new OptionException(List.of(file + ": cannot be read: " + e));
        }
    }
}
