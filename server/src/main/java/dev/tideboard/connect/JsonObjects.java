package dev.tideboard.connect;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads a JSON message, one object or an array of them, object by object within fixed limits. Thread-safe. */
final class JsonObjects {

    /** Takes the objects of a message in their order. */
    interface Sink {
        /** An object of which every field name appears once. */
        void object(Map<String, JsonField> fields);

        /** An object in which {@code name} appears more than once; {@code fields} has its last value. */
        void repeats(String name, Map<String, JsonField> fields);

        /** Something that is no object stands where one should. */
        void notAnObject(JsonField found);
    }

    /** The message as a whole is no JSON, or goes beyond a limit. */
    static final class BadMessageException extends Exception {
        private static final long serialVersionUID = 1L;

        BadMessageException(String reason) {
            super(reason, null, false, false);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** Where the parser says which of its settings a limit comes from. */
    private static final Pattern ORIGIN_OF_LIMIT = Pattern.compile(", from `[^`]*`");

    /** Depth is counted here, so that what goes beyond it is told with the name of its option. */
    private static final int BEYOND_ANY_DEPTH = 1_000;

    private final DecoderOptions options;
    private final JsonFactory factory;

    JsonObjects(DecoderOptions options) {
        this.options = options;
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxDocumentLength(options.maxMessageBytes())
                .maxNestingDepth(BEYOND_ANY_DEPTH)
                .maxStringLength(options.maxMessageBytes())
                .maxNameLength(1024)
                .maxNumberLength(100)
                .build();
        // Bare NaN is let through as a token, so that only its row is refused and the reason names its column.
        this.factory = JsonFactory.builder()
                .streamReadConstraints(limits)
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

    /** Hands the objects of {@code message} to {@code sink}, which must forget them when this throws. */
    void read(byte[] message, Sink sink) throws BadMessageException {
        if (message.length == 0) {
            throw new BadMessageException("found an empty message, expected a JSON object or an array of objects");
        }
        if (message.length > options.maxMessageBytes()) {
            throw new BadMessageException("message of " + message.length + " bytes, expected at most "
                    + options.maxMessageBytes() + " (option message.max-message-bytes)");
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), message)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                JsonToken token = parser.nextToken();
                while (token != JsonToken.END_ARRAY) {
                    element(parser, token, sink);
                    token = parser.nextToken();
                }
            } else {
                element(parser, first, sink);
            }
            if (parser.nextToken() != null) {
                throw new BadMessageException("found more after the JSON value, at byte "
                        + offset(parser.currentTokenLocation()) + ", expected one object or one array");
            }
        } catch (StreamConstraintsException e) {
            throw new BadMessageException("beyond a limit, at byte " + offset(e.getLocation()) + ": "
                    + Shortened.forReason(ORIGIN_OF_LIMIT
                            .matcher(String.valueOf(e.getOriginalMessage()))
                            .replaceAll("; no option changes that")));
        } catch (JacksonException e) {
            throw new BadMessageException("not JSON, at byte " + offset(e.getLocation()) + ": "
                    + Shortened.forReason(firstWords(e.getOriginalMessage())));
        }
    }

    private void element(JsonParser parser, @Nullable JsonToken token, Sink sink) throws BadMessageException {
        if (token == JsonToken.START_OBJECT) {
            object(parser, sink);
            return;
        }
        sink.notAnObject(value(parser, token));
    }

    private void object(JsonParser parser, Sink sink) throws BadMessageException {
        checkDepth(parser);
        Map<String, JsonField> fields = LinkedHashMap.newLinkedHashMap(8);
        String twice = "";
        String name = parser.nextName();
        while (name != null) {
            JsonField value = value(parser, parser.nextToken());
            if (fields.put(name, value) != null) {
                twice = name;
            }
            if (fields.size() > options.maxFields()) {
                throw new BadMessageException("an object of " + fields.size() + " fields or more, expected at most "
                        + options.maxFields() + " (option message.max-fields)");
            }
            name = parser.nextName();
        }
        if (twice.isEmpty()) {
            sink.object(fields);
        } else {
            sink.repeats(twice, fields);
        }
    }

    private JsonField value(JsonParser parser, @Nullable JsonToken token) throws BadMessageException {
        if (token == null) {
            throw new BadMessageException("found an end, expected a JSON value");
        }
        return switch (token) {
            case VALUE_STRING -> new JsonField(JsonField.Kind.TEXT, parser.getString());
            case VALUE_NUMBER_INT -> new JsonField(JsonField.Kind.NUMBER, parser.getString());
            case VALUE_NUMBER_FLOAT ->
                parser.isNaN()
                        ? new JsonField(JsonField.Kind.NOT_A_NUMBER, parser.getString())
                        : new JsonField(JsonField.Kind.NUMBER, parser.getString());
            case VALUE_TRUE, VALUE_FALSE -> new JsonField(JsonField.Kind.BOOLEAN, parser.getString());
            case VALUE_NULL -> JsonField.NULL;
            case START_OBJECT -> nested(parser, "object");
            case START_ARRAY -> nested(parser, "array");
            default -> throw new BadMessageException("found " + token + ", expected a JSON value");
        };
    }

    private JsonField nested(JsonParser parser, String word) throws BadMessageException {
        for (int open = 1; open > 0; ) {
            checkDepth(parser);
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new BadMessageException("found an end, expected a JSON value");
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return new JsonField(JsonField.Kind.NESTED, word);
    }

    private void checkDepth(JsonParser parser) throws BadMessageException {
        int depth = parser.streamReadContext().getNestingDepth();
        if (depth > options.maxDepth()) {
            throw new BadMessageException("objects and arrays nested " + depth + " deep or more, at byte "
                    + offset(parser.currentTokenLocation()) + ", expected at most " + options.maxDepth()
                    + " (option message.max-depth)");
        }
    }

    private static long offset(@Nullable TokenStreamLocation location) {
        return location == null ? 0 : Math.max(0, location.getByteOffset());
    }

    /** The parser's words without its list of what it takes, which names spellings that we refuse. */
    private static String firstWords(String text) {
        String line = text.lines().findFirst().orElse("");
        int expectations = line.indexOf(": was expecting");
        return expectations < 0 ? line : line.substring(0, expectations);
    }
}
