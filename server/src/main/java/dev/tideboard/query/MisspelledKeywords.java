package dev.tideboard.query;

import dev.tideboard.data.NearestName;
import dev.tideboard.query.SqlToken.Kind;
import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A keyword with a slip in it, near where the parser stopped. Since names may be like keywords, a word counts as one only where
 * the parser gets further with the keyword in its place.
 */
final class MisspelledKeywords {
    private static final List<String> KEYWORDS = List.of(
            "SELECT",
            "DISTINCT",
            "FROM",
            "WHERE",
            "GROUP",
            "GROUP BY",
            "BY",
            "HAVING",
            "QUALIFY",
            "ORDER",
            "ORDER BY",
            "LIMIT",
            "JOIN",
            "LEFT",
            "RIGHT",
            "FULL",
            "INNER",
            "ASOF",
            "USING",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "WITH",
            "AND",
            "NOT",
            "LIKE",
            "ILIKE",
            "BETWEEN",
            "NULL",
            "EXISTS",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "END",
            "DESC",
            "OVER",
            "PARTITION",
            "PARTITION BY",
            "ROWS",
            "RANGE",
            "PRECEDING",
            "FOLLOWING",
            "UNBOUNDED",
            "CURRENT",
            "FILTER",
            "WITHIN",
            "INTERVAL",
            "MATCH_CONDITION",
            "ON",
            "OR",
            "IN",
            "IS",
            "AS");

    private static final List<String> STARTS = List.of("SELECT", "WITH");

    /** How far before the stop a slip may be, in tokens. */
    private static final int BEFORE = 3;

    /** Of how many keywords near a word the parser is asked. */
    private static final int TRIED = 3;

    private final String written;
    private final Parser parser;

    /** Says how far a text is read. */
    @FunctionalInterface
    interface Parser {
        /** The offset in {@code sql} at which the parser stops; behind its end where it takes all of it. */
        int reads(String sql);
    }

    MisspelledKeywords(String written, Parser parser) {
        this.written = written;
        this.parser = parser;
    }

    Optional<Finding> find(ParserStop stop) {
        for (int back = 1; back >= -BEFORE; back--) {
            SqlToken token = stop.at(stop.found() + back);
            for (String keyword : near(token, stop.at(0).start())) {
                if (reaches(token, keyword, stop)) {
                    return Finding.elsewhere(token, "unexpected " + token.text() + "; did you mean " + keyword + "?");
                }
            }
        }
        return Optional.empty();
    }

    /** The keywords that {@code token} may stand for, the nearest first. */
    private static List<String> near(SqlToken token, int first) {
        if (token.kind() != Kind.WORD || isRight(token.upper())) {
            return List.of();
        }
        if (token.text().length() <= 2) {
            // of two letters, only swapped ones are a slip: others are the short names of tables
            String swapped = new StringBuilder(token.upper()).reverse().toString();
            return KEYWORDS.contains(swapped) ? List.of(swapped) : List.of();
        }
        List<String> left = new ArrayList<>(token.start() == first ? STARTS : KEYWORDS);
        List<String> nearest = new ArrayList<>();
        Optional<String> next = NearestName.to(token.text(), left);
        while (next.isPresent() && nearest.size() < TRIED) {
            nearest.add(next.get());
            left.remove(next.get());
            next = NearestName.to(token.text(), left);
        }
        return nearest;
    }

    private static boolean isRight(String word) {
        return KEYWORDS.contains(word)
                || SqlWords.RESERVED.contains(word)
                || SqlFunctions.names().contains(word);
    }

    private boolean reaches(SqlToken token, String keyword, ParserStop stop) {
        String mended =
                written.substring(0, token.start()) + keyword.toUpperCase(Locale.ROOT) + written.substring(token.end());
        int longer = keyword.length() - token.text().length();
        SqlToken found = stop.token();
        int before = found.start() < 0 ? written.length() : Math.max(found.end(), token.end());
        return parser.reads(mended) > before + longer;
    }
}
