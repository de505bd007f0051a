package dev.tideboard.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A project written in one text: files after lines {@code --- NAME}, the expected errors after a line {@code ===}. */
record ProjectText(Map<String, String> files, String expected) {

    static ProjectText read(Path example) throws IOException {
        return parse(Files.readString(example));
    }

    static ProjectText parse(String text) {
        String[] halves = text.split("(?m)^===\n", 2);
        Map<String, String> files = new LinkedHashMap<>();
        for (String part : halves[0].split("(?m)^--- ")) {
            if (!part.isBlank()) {
                int end = part.indexOf('\n');
                files.put(part.substring(0, end).strip(), part.substring(end + 1));
            }
        }
        return new ProjectText(files, halves.length > 1 ? halves[1].strip() : "");
    }

    void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
