package dev.tideboard.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The manifest of a wide cache as a small JSON file. */
final class ManifestFile {
    private static final long MAX_BYTES = 1_000_000;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ManifestFile() {}

    static void write(Path file, Manifest manifest) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("source", manifest.origin().word());
        switch (manifest.origin()) {
            case Origin.Simulated simulated -> json.put("seed", simulated.seed());
            case Origin.Extracted extracted -> json.put("from", extracted.from());
            case Origin.Recorded recorded -> json.put("from", recorded.from());
        }
        json.put("interval", manifest.interval().toString());
        json.put("marks", manifest.marksEnd() ? "end" : "start");
        json.put("start", MarketTime.format(manifest.first().toEpochMilli()));
        json.put("end", MarketTime.format(manifest.last().toEpochMilli()));
        json.put("rows", manifest.rows());
        json.put("attribution", manifest.attribution());
        Files.writeString(file, JSON.writeValueAsString(json) + "\n");
    }

    static Manifest read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new RecordingException(file + ": bytes=" + Files.size(file) + " > limit=" + MAX_BYTES);
        }
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            return new Manifest(
                    origin(json, file),
                    Duration.parse(text(json, "interval", file)),
                    text(json, "marks", file).equals("end"),
                    Instant.ofEpochMilli(MarketTime.parse(text(json, "start", file))),
                    Instant.ofEpochMilli(MarketTime.parse(text(json, "end", file))),
                    json.path("rows").asLong(0),
                    json.path("attribution").asString(""));
        } catch (JacksonException | DateTimeException failure) {
            throw new RecordingException(file + ": " + failure.getMessage(), failure);
        }
    }

    private static Origin origin(JsonNode json, Path file) {
        String word = text(json, "source", file);
        return switch (word) {
            case "simulated" -> new Origin.Simulated(json.path("seed").asLong(0));
            case "extracted" -> new Origin.Extracted(json.path("from").asString(""));
            case "recorded" -> new Origin.Recorded(json.path("from").asString(""));
            default ->
                throw new RecordingException(
                        file + ": source '" + word + "', expected simulated, extracted or recorded");
        };
    }

    private static String text(JsonNode json, String field, Path file) {
        JsonNode value = json.path(field);
        if (!value.isString()) {
            throw new RecordingException(file + ": no text '" + field + "' in the manifest");
        }
        return value.asString();
    }
}
