package dev.tideboard.cli;

import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the verbs print it: indented, in the order given, without a line end. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    static String write(Map<String, ?> object) {
        return MAPPER.writeValueAsString(object);
    }
}
