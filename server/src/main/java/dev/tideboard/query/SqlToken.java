package dev.tideboard.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of SQL text: what the words are quoted by, before the parser sees them.
 *
 * @param start its offset in the text
 */
record SqlToken(Kind kind, String text, int start) {

    /** What sort of piece it is; spaces and comments are left out. */
    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        PARAMETER,
        SYMBOL
    }

    int end() {
        return start + text.length();
    }

    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** A word spelled {@code keyword}, in any case. */
    boolean is(String keyword) {
        return kind == Kind.WORD ? text.equalsIgnoreCase(keyword) : kind == Kind.SYMBOL && text.equals(keyword);
    }

    /** Takes {@code sql} apart; what cannot be a token becomes a symbol, for the parser to refuse. */
    static List<SqlToken> split(String sql) {
        List<SqlToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            int skipped = skipSpace(sql, at);
            if (skipped > at) {
                at = skipped;
                continue;
            }
            SqlToken token = next(sql, at);
            tokens.add(token);
            at = token.end();
        }
        return tokens;
    }

    private static int skipSpace(String sql, int from) {
        int at = from;
        while (at < sql.length() && Character.isWhitespace(sql.charAt(at))) {
            at++;
        }
        if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            return end < 0 ? sql.length() : end;
        }
        if (sql.startsWith("/*", at)) {
            int end = sql.indexOf("*/", at + 2);
            return end < 0 ? sql.length() : end + 2;
        }
        return at;
    }

    private static SqlToken next(String sql, int at) {
        char first = sql.charAt(at);
        if (first == '\'') {
            return new SqlToken(Kind.STRING, sql.substring(at, quotedEnd(sql, at, '\'')), at);
        }
        if (first == '"') {
            return new SqlToken(Kind.QUOTED, sql.substring(at, quotedEnd(sql, at, '"')), at);
        }
        if (isWordStart(first)) {
            return new SqlToken(Kind.WORD, sql.substring(at, wordEnd(sql, at)), at);
        }
        if (Character.isDigit(first) || (first == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1)))) {
            return new SqlToken(Kind.NUMBER, sql.substring(at, numberEnd(sql, at)), at);
        }
        if (first == ':' && at + 1 < sql.length() && isWordStart(sql.charAt(at + 1))) {
            return new SqlToken(Kind.PARAMETER, sql.substring(at, wordEnd(sql, at + 1)), at);
        }
        boolean pair = sql.startsWith("=>", at) || sql.startsWith("::", at);
        return new SqlToken(Kind.SYMBOL, sql.substring(at, at + (pair ? 2 : 1)), at);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isWordStart(char character) {
        return Character.isLetter(character) || character == '_';
    }

    private static int wordEnd(String sql, int from) {
        int at = from;
        while (at < sql.length() && (isWordStart(sql.charAt(at)) || Character.isDigit(sql.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static int numberEnd(String sql, int from) {
        int at = from;
        while (at < sql.length() && (isDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
            at++;
        }
        if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
            int digits = at + 1;
            if (digits < sql.length() && (sql.charAt(digits) == '+' || sql.charAt(digits) == '-')) {
                digits++;
            }
            if (digits < sql.length() && isDigit(sql.charAt(digits))) {
                return numberEnd(sql, digits);
            }
        }
        return at;
    }

    /** The end of a text whose quotes are doubled inside. */
    private static int quotedEnd(String sql, int from, char quote) {
        int at = from + 1;
        while (at < sql.length()) {
            if (sql.charAt(at) != quote) {
                at++;
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return sql.length();
    }
}
