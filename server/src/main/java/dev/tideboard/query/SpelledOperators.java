package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Operators as other languages and databases spell them. */
final class SpelledOperators {
    private static final Map<String, String> PAIRS =
            Map.of("==", "=", "&&", "AND", "=<", "<=", "=!", "<>", "><", "<>", "**", "POWER(x, n)");
    private static final Set<String> PATTERNS = Set.of("SIMILAR", "RLIKE", "REGEXP", "GLOB", "~");

    private SpelledOperators() {}

    /** With the points between thousands left out. */
    private static String fraction(String whole, String digits) {
        return whole.replace(".", "") + "." + digits;
    }

    /** What {@code token} between two others should be. */
    static Optional<Finding> find(SqlToken before, SqlToken token, SqlToken after) {
        boolean pair = token.kind() == Kind.SYMBOL && after.kind() == Kind.SYMBOL && after.start() == token.end();
        String spelled = pair ? PAIRS.getOrDefault(token.text() + after.text(), "") : "";
        if (!spelled.isEmpty()) {
            return Finding.mistake(token, token.text() + after.text() + " is written " + spelled);
        }
        if (token.is("=>")) {
            return Finding.mistake(token, "=> is written >=");
        }
        if (token.is("!") && !after.is("=")) {
            return Finding.mistake(token, "! is written NOT");
        }
        if (token.is("#")) {
            return Finding.mistake(token, "# is no comment; write -- before what is one");
        }
        boolean joined = token.is(",") && before.end() == token.start() && after.start() == token.end();
        if (joined && before.kind() == Kind.NUMBER && after.kind() == Kind.NUMBER) {
            String number = before.text() + "," + after.text();
            return Finding.mistake(
                    before, number + " is two numbers; a fraction is written " + fraction(before.text(), after.text()));
        }
        if (token.is("ILIKE")) {
            return Finding.elsewhere(token, Synonyms.CONSTANT_PATTERN);
        }
        boolean pattern = token.kind() != Kind.QUOTED && PATTERNS.contains(token.upper());
        return pattern && before.start() >= 0 && !before.is(",")
                ? Finding.elsewhere(
                        token,
                        token.text() + " is not supported; write LIKE, with % for any text and _ for a character")
                : Optional.empty();
    }
}
