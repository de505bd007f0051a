package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * SQL as its author wrote it and as the parser gets it: names in quotes, {@code :name} as a call of a function without
 * arguments, AT TIME ZONE as an operator that the parser has, {@code ::} as CAST. Knows the way back, so that errors name the author's line and column.
 */
final class SqlText {
    private static final Around NAME = new Around("\"", "\"");

    private final String written;
    private final String prepared;
    private final List<SqlToken> tokens;
    private final boolean[] names;
    private final MarkedClauses clauses;
    private final List<Insertion> insertions = new ArrayList<>();

    /** Characters that the author did not write, before offset {@code at} of what he did. */
    private record Insertion(int at, int length) {}

    /** What somebody gets before and after a token. */
    record Around(String before, String after) {
        static final Around NOTHING = new Around("", "");

        Around within(int opened, int closed) {
            return new Around("CAST(".repeat(opened) + before, after + ")".repeat(closed));
        }
    }

    /** A line and column, both from 1. */
    record Position(int line, int column) {}

    SqlText(String written) {
        this.written = withoutEnd(written);
        this.tokens = SqlToken.split(this.written);
        this.names = SqlWords.names(tokens);
        CastSuffixes casts = new CastSuffixes(tokens);
        this.clauses = new MarkedClauses(tokens);
        this.prepared = rewritten(
                        i -> around(i, clauses.around(i)).within(casts.opened(i), casts.closed(i)), insertions)
                .toString();
    }

    /** {@code sql} without the semicolon that ends it, behind which there may be comments: elsewhere it ends a statement. */
    private static String withoutEnd(String sql) {
        List<SqlToken> tokens = SqlToken.split(sql);
        if (tokens.isEmpty() || !tokens.getLast().is(";")) {
            return sql;
        }
        SqlToken end = tokens.getLast();
        return sql.substring(0, end.start()) + " " + sql.substring(end.end());
    }

    private StringBuilder rewritten(IntFunction<Around> change, List<Insertion> inserted) {
        StringBuilder text = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            Around around = change.apply(i);
            if (!around.equals(Around.NOTHING)) {
                text.append(written, copied, token.start())
                        .append(around.before())
                        .append(token.text())
                        .append(around.after());
                inserted.add(new Insertion(token.start(), around.before().length()));
                inserted.add(new Insertion(token.end(), around.after().length()));
                copied = token.end();
            }
        }
        return text.append(written, copied, written.length());
    }

    private Around around(int i, Around clause) {
        if (!clause.equals(Around.NOTHING)) {
            return clause;
        }
        if (tokens.get(i).kind() == Kind.PARAMETER) {
            return new Around("\"", "\"()");
        }
        if (names[i]) {
            return NAME;
        }
        if (tokens.get(i).is(CastSuffixes.SIGN)) {
            return new Around(" AS /*", "*/");
        }
        int zoneWord = SqlWords.zoneWord(tokens, i);
        if (zoneWord < 0) {
            return Around.NOTHING;
        }
        // a comment each, since the author may have put comments between the three
        return new Around((zoneWord == 0 ? TimeZones.WRITTEN_AS : "") + "/*", "*/");
    }

    /** As its author wrote it. */
    String written() {
        return written;
    }

    /** What the parser gets. */
    String prepared() {
        return prepared;
    }

    /** What another engine gets, which may reserve other words: the same but for names in quotes, in the order it wants. */
    String quoted() {
        return rewritten(i -> names[i] ? NAME : clauses.elsewhere(i), new ArrayList<>())
                .toString();
    }

    List<SqlToken> tokens() {
        return tokens;
    }

    /** Where {@code line} and {@code column} of the prepared text lie in the written one. */
    Position written(int line, int column) {
        int prefix = offset(prepared, line, column);
        int shift = 0;
        for (Insertion insertion : insertions) {
            int from = insertion.at() + shift;
            if (prefix < from) {
                break;
            }
            shift += Math.min(insertion.length(), prefix - from);
        }
        return position(prefix - shift);
    }

    /** The line and column of {@code offset} in the written text. */
    Position position(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < Math.min(offset, written.length()); i++) {
            if (written.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, Math.min(offset, written.length()) - lineStart + 1);
    }

    /** Which token lies at a position of the written text, or behind it; their number where none does. */
    int index(Position position) {
        int offset = offset(written, position.line(), position.column());
        int index = 0;
        while (index < tokens.size() && tokens.get(index).end() <= offset) {
            index++;
        }
        return index;
    }

    /** The word or symbol at a position of the written text; "end of the text" behind the last. */
    String found(Position position) {
        int index = index(position);
        return index < tokens.size() ? tokens.get(index).text() : "end of the text";
    }

    private static int offset(String text, int line, int column) {
        int at = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return text.length();
            }
            at = end + 1;
        }
        return Math.min(text.length(), at + column - 1);
    }
}
