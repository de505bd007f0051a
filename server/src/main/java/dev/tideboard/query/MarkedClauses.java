package dev.tideboard.query;

import dev.tideboard.query.SqlText.Around;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Clauses that the parser's grammar lacks and gets in words of its own: GROUP BY ALL as a column of which {@link GroupByAll}
 * knows, FIRST(x ORDER BY t) as FIRST_VALUE(x) WITHIN GROUP (ORDER BY t), and LAG(x IGNORE NULLS) as LAG(x) IGNORE NULLS, which
 * in turn others lack.
 */
final class MarkedClauses {
    /** The column; nobody has one of this name. */
    static final String ALL_COLUMNS = "GROUP BY ALL";

    private static final Set<String> BEHIND_GROUPS = Set.of(
            ")",
            ";",
            "HAVING",
            "WINDOW",
            "QUALIFY",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "UNION",
            "INTERSECT",
            "EXCEPT");
    private static final Set<String> NULL_TREATMENTS = Set.of("IGNORE", "RESPECT");
    private static final Set<String> PICKS = Set.of("FIRST", "LAST");

    private final List<SqlToken> tokens;
    private final Map<Integer, Around> around = new HashMap<>();
    private final Map<Integer, Around> elsewhere = new HashMap<>();

    MarkedClauses(List<SqlToken> tokens) {
        this.tokens = tokens;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (is(i, "GROUP") && is(i + 1, "BY") && is(i + 2, "ALL") && endsGroups(i + 3)) {
                around.put(i + 2, new Around("\"GROUP BY ", "\""));
            }
            if (PICKS.contains(tokens.get(i).upper()) && is(i + 1, "(")) {
                pick(i);
            }
            if (NULL_TREATMENTS.contains(tokens.get(i).upper()) && is(i + 1, "NULLS")) {
                nulls(i);
            }
        }
    }

    /** What the parser gets before and after token {@code i}. */
    Around around(int i) {
        return around.getOrDefault(i, Around.NOTHING);
    }

    /** What another engine gets before and after token {@code i}. */
    Around elsewhere(int i) {
        return elsewhere.getOrDefault(i, Around.NOTHING);
    }

    private boolean is(int i, String word) {
        return i < tokens.size() && tokens.get(i).is(word);
    }

    /** Whether no grouping follows; one that does makes ALL the opposite of DISTINCT. */
    private boolean endsGroups(int i) {
        return i >= tokens.size() || BEHIND_GROUPS.contains(tokens.get(i).upper());
    }

    /** The parser wants the two words behind the parenthesis, others before it. */
    private void nulls(int first) {
        String words = " " + tokens.get(first).upper() + " NULLS";
        boolean within = is(first + 2, ")");
        if (within) {
            around.put(first, new Around("/*", ""));
            around.put(first + 1, new Around("", "*/"));
            around.put(first + 2, new Around("", words));
        } else if (first > 0 && is(first - 1, ")") && is(first + 2, "OVER")) {
            elsewhere.put(first - 1, new Around(words, ""));
            elsewhere.put(first, new Around("/*", ""));
            elsewhere.put(first + 1, new Around("", "*/"));
        }
    }

    private void pick(int name) {
        int depth = 0;
        int order = -1;
        int end = name + 1;
        for (; end < tokens.size(); end++) {
            depth += is(end, "(") ? 1 : is(end, ")") ? -1 : 0;
            if (depth == 0) {
                break;
            }
            boolean ordered = depth == 1 && is(end, "ORDER") && is(end + 1, "BY");
            order = ordered && order < 0 ? end : order;
        }
        if (order > name + 2 && !is(end + 1, "OVER")) {
            around.put(name, new Around(tokens.get(name).upper() + "_VALUE/*", "*/"));
            around.put(order, new Around(") WITHIN GROUP (", ""));
        }
    }
}
