package dev.tideboard.project;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The SQL of a view, and where each character of it stands in the project's files.
 *
 * <p>YAML may indent, fold or escape a text, so positions are not just shifted: SQL and file are walked together, counting
 * what is not white space, which no YAML style changes.
 *
 * @param text the SQL
 * @param file the file it was read from
 * @param source that file's text
 * @param start the index in {@code source} where the SQL begins
 * @param quote the quote around it in YAML, or a space where there is none
 */
public record SqlText(String text, Path file, String source, int start, char quote) {

    /** A parameter, or what could look like one and is none: a text, a quoted name, a comment, a cast. */
    private static final Pattern PARAMETER =
            Pattern.compile("'[^']*'|\"[^\"]*\"|--[^\\n\\r]*|/\\*[\\s\\S]*?\\*/|::|:([a-z][a-z0-9_]*)");

    /** SQL that is a file of its own. */
    static SqlText ofFile(Path file, String text) {
        return new SqlText(text, file, text, 0, ' ');
    }

    /** SQL written in YAML as the scalar {@code value} of a file. */
    static SqlText ofScalar(Value.Scalar value, String source) {
        int start = index(source, value.at().line(), value.at().column());
        Path file = value.at().file();
        return switch (value.style()) {
            case SINGLE_QUOTED -> new SqlText(value.text(), file, source, start + 1, '\'');
            case DOUBLE_QUOTED -> new SqlText(value.text(), file, source, start + 1, '"');
            case LITERAL, FOLDED -> new SqlText(value.text(), file, source, nextLine(source, start), ' ');
            default -> new SqlText(value.text(), file, source, start, ' ');
        };
    }

    /** The names written as {@code :name}, outside texts, quoted names and comments. */
    Set<String> parameters() {
        Set<String> names = new HashSet<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String name = matcher.group(1);
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** Where in the project's files the character at {@code line} and {@code column} of the SQL stands, both from 1. */
    public Position position(int line, int column) {
        int target = index(text, line, column);
        int visible = 0;
        for (int i = 0; i < target; i++) {
            visible += Character.isWhitespace(text.charAt(i)) ? 0 : 1;
        }
        int at = start;
        for (int seen = 0; at < source.length(); at += width(at)) {
            if (isVisible(at)) {
                if (seen == visible) {
                    break;
                }
                seen++;
            }
        }
        return positionOf(Math.min(at, source.length()));
    }

    /** Whether one visible character of the SQL begins at {@code at}; a double-quoted scalar may spell blanks as escapes. */
    private boolean isVisible(int at) {
        if (quote == '"' && source.charAt(at) == '\\' && at + 1 < source.length()) {
            return "ntr \n\r_NLPev0abf".indexOf(source.charAt(at + 1)) < 0;
        }
        return !Character.isWhitespace(source.charAt(at));
    }

    /** How many characters of the file spell one of the SQL. */
    private int width(int at) {
        if (quote == '\'' && source.startsWith("''", at)) {
            return 2;
        }
        if (quote == '"' && source.charAt(at) == '\\' && at + 1 < source.length()) {
            return switch (source.charAt(at + 1)) {
                case 'x' -> 4;
                case 'u' -> 6;
                case 'U' -> 10;
                default -> 2;
            };
        }
        return 1;
    }

    private Position positionOf(int index) {
        int line = 1;
        int lineStart = 0;
        for (int next = nextLine(source, 0); next <= index && next > lineStart; next = nextLine(source, next)) {
            line++;
            lineStart = next;
            if (next == source.length()) {
                break;
            }
        }
        return new Position(file, line, source.codePointCount(lineStart, index) + 1);
    }

    /** The index of a line and column counted from 1; beyond the end of the text it is the end. */
    private static int index(String text, int line, int column) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            at = nextLine(text, at);
        }
        int left = Math.min(column - 1, text.codePointCount(at, text.length()));
        return left <= 0 ? at : text.offsetByCodePoints(at, left);
    }

    private static int nextLine(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                return i + 1;
            }
            if (text.charAt(i) == '\r') {
                return text.startsWith("\r\n", i) ? i + 2 : i + 1;
            }
        }
        return text.length();
    }
}
