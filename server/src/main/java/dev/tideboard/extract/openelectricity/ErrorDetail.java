package dev.tideboard.extract.openelectricity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server says about an error, shortened, on one line. */
final class ErrorDetail {
    private static final int MAX_BYTES = 10_000;
    private static final int MAX_CHARACTERS = 300;
    private static final JsonMapper JSON = new JsonMapper();

    private ErrorDetail() {}

    /** The text with a colon before it; empty when the server says nothing. */
    static String of(InputStream body) throws IOException {
        String text = new String(body.readNBytes(MAX_BYTES), UTF_8).strip();
        try {
            JsonNode detail = JSON.readTree(text).path("detail");
            if (detail.isString()) {
                text = detail.asString();
            } else if (!detail.isMissingNode()) {
                text = detail.toString();
            }
        } catch (JacksonException notJson) {
            // a proxy's page, perhaps: its text is better than nothing
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        String shortened = line.length() > MAX_CHARACTERS ? line.substring(0, MAX_CHARACTERS) + "..." : line;
        return shortened.isEmpty() ? "" : ": " + shortened;
    }
}
