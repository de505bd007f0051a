package dev.tideboard.query;

import org.apache.calcite.sql.SqlKind;

/**
 * Something in the algebra that the operators cannot do. The algebra has lost its positions; {@code kind} and
 * {@code words} help to find the place in the text again.
 */
final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String UNTYPED_NULL = "NULL needs a type; write CAST(NULL AS DOUBLE)";

    private final String message;
    private final SqlKind kind;
    private final String words;
    private final boolean mistake;

    /** Of a call of {@code kind}; {@code words} are the names of columns in it, between spaces; of a literal its text. */
    Unsupported(String message, SqlKind kind, String words) {
        this(message, kind, words, false);
    }

    private Unsupported(String message, SqlKind kind, String words, boolean mistake) {
        super(message);
        this.message = message;
        this.kind = kind;
        this.words = words;
        this.mistake = mistake;
    }

    /** Of a call that no engine should run, such as the sum of two units. */
    static Unsupported mistake(String message, SqlKind kind, String words) {
        return new Unsupported(message, kind, words, true);
    }

    /** Of a constant that no engine should run; {@code literal} is how SQL writes it. */
    static Unsupported constant(String message, String literal) {
        return new Unsupported(message, SqlKind.LITERAL, literal, true);
    }

    boolean isMistake() {
        return mistake;
    }

    Unsupported(String message, SqlKind kind) {
        this(message, kind, "");
    }

    String message() {
        return message;
    }

    SqlKind kind() {
        return kind;
    }

    String words() {
        return words;
    }
}
