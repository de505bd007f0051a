package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What means one thing in SQL that operators keep up to date and another to the engine that polls: there a plain timestamp AT
 * TIME ZONE is one of that zone's clock and not an instant, an offset behind one is not read, and rows of a partition by one
 * column twice are mixed up beside other windows (DuckDB 1.5.6).
 */
final class ReadOtherwise {
    private static final Pattern WITH_OFFSET = Pattern.compile(
            "'\\s*\\d{4}-\\d{2}-\\d{2}[ T]\\d{1,2}(?::\\d{2}){0,2}(?:\\.\\d+)?\\s*[+-](?!00(?::?00)?\\s*')\\d{2}.*'");

    private static final Set<String> ENDS = Set.of("ORDER", "ROWS", "RANGE", "GROUPS");

    private ReadOtherwise() {}

    /** Whether the list that begins at token {@code from} has an item twice. */
    private static boolean repeats(List<SqlToken> tokens, int from) {
        Set<String> items = new HashSet<>();
        StringBuilder item = new StringBuilder();
        int depth = 0;
        for (int i = from; i < tokens.size() && depth >= 0; i++) {
            SqlToken token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            boolean ends = depth < 0 || (depth == 0 && (token.is(",") || ENDS.contains(token.upper())));
            if (!ends) {
                item.append(' ').append(token.text().replace("\"", ""));
            } else if (!items.add(item.toString())) {
                return true;
            } else if (!token.is(",")) {
                return false;
            } else {
                item.setLength(0);
            }
        }
        return false;
    }

    /** The first thing in {@code text} that must not be polled. */
    static Optional<SqlException> in(SqlText text, SqlErrors errors) {
        List<SqlToken> tokens = text.tokens();
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (SqlWords.zoneWord(tokens, i) == 0) {
                return Optional.of(errors.at(
                        token,
                        "AT TIME ZONE in a polled view, where it takes the time for one of that zone's clock; take the part of"
                                + " the time in a view of its own, and read that here"));
            }
            if (token.is("PARTITION")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).is("BY")
                    && repeats(tokens, i + 2)) {
                return Optional.of(errors.at(
                        token,
                        "PARTITION BY one thing twice in a polled view, where rows of other partitions can come with it; leave"
                                + " one out"));
            }
            if (token.kind() == Kind.STRING && WITH_OFFSET.matcher(token.text()).matches()) {
                return Optional.of(errors.at(
                        token, token.text() + " in a polled view, where an offset is not read; write the time in UTC"));
            }
        }
        return Optional.empty();
    }
}
