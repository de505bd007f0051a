package dev.tideboard.engine.ops.expression;

/**
 * The order of text: by code point, which is also the order of its UTF-8 bytes and so that of DuckDB, PostgreSQL's "C"
 * collation and Flink. Java's own order differs for characters beyond U+FFFF.
 */
public final class TextOrder {
    private TextOrder() {}

    /** Below, at or above zero, as {@code one} comes before, equals or comes after {@code other}. */
    public static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** Lifts surrogates above the rest of the basic plane, since the characters they stand for lie beyond it. */
    private static char rank(char unit) {
        if (unit < Character.MIN_SURROGATE) {
            return unit;
        }
        return (char) (unit > Character.MAX_SURROGATE ? unit - 0x800 : unit + 0x2000);
    }
}
