package dev.tideboard.connect;

/**
 * The value of one field as it stood in the message.
 *
 * @param text the text of a {@link Kind#TEXT}, the digits of a {@link Kind#NUMBER}; for the others their spelling
 */
record JsonField(Kind kind, String text) {

    enum Kind {
        TEXT("text"),
        NUMBER("the number"),
        BOOLEAN("the boolean"),
        NULL("null"),
        /** Bare NaN or Infinity: not JSON, but what some publishers write for a missing value. */
        NOT_A_NUMBER("bare"),
        /** An object or an array. */
        NESTED("a nested");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    static final JsonField NULL = new JsonField(Kind.NULL, "null");

    boolean isNull() {
        return kind == Kind.NULL;
    }

    /** For reasons, as in {@code the number 12.5} or {@code text 'abc'}. */
    String describe() {
        return switch (kind) {
            case TEXT -> kind.word + " " + Shortened.quoted(text);
            case NUMBER, BOOLEAN, NOT_A_NUMBER, NESTED -> kind.word + " " + text;
            case NULL -> kind.word;
        };
    }
}
