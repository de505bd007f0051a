package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What means one thing in SQL that operators keep up to date and another to the engine that polls: there a plain timestamp AT
 * TIME ZONE is one of that zone's clock and not an instant, and an offset behind one is not read.
 */
final class ReadOtherwise {
    private static final Pattern WITH_OFFSET = Pattern.compile(
            "'\\s*\\d{4}-\\d{2}-\\d{2}[ T]\\d{1,2}(?::\\d{2}){0,2}(?:\\.\\d+)?\\s*[+-](?!00(?::?00)?\\s*')\\d{2}.*'");

    private ReadOtherwise() {}

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
            if (token.kind() == Kind.STRING && WITH_OFFSET.matcher(token.text()).matches()) {
                return Optional.of(errors.at(
                        token, token.text() + " in a polled view, where an offset is not read; write the time in UTC"));
            }
        }
        return Optional.empty();
    }
}
