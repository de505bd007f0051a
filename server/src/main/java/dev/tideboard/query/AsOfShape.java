package dev.tideboard.query;

import java.util.List;
import java.util.Set;

/** What an ASOF JOIN needs that joins elsewhere do not have. */
final class AsOfShape {
    static final String NO_MATCH =
            "ASOF JOIN without MATCH_CONDITION; write ASOF JOIN t MATCH_CONDITION a.time >= t.time"
                    + " ON a.key = t.key";
    private static final String NO_ON =
            "ASOF JOIN without ON; say behind MATCH_CONDITION which columns are equal, as in"
                    + " ON a.key = t.key, or ON TRUE";
    private static final Set<String> ENDS = Set.of("JOIN", "WHERE", "GROUP", "HAVING", "QUALIFY", "ORDER", "LIMIT");

    private AsOfShape() {}

    /** What is missing, and how to write it; "" where nothing is. {@code behind} are the tokens from JOIN on. */
    static String lacking(List<SqlToken> behind) {
        if (behind.getFirst().is("LEFT")) {
            return "ASOF LEFT JOIN is written LEFT ASOF JOIN";
        }
        boolean matched = false;
        boolean equated = false;
        int depth = 0;
        for (SqlToken token : behind.subList(1, behind.size())) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth < 0 || (depth == 0 && ENDS.contains(token.upper()))) {
                break;
            }
            matched |= depth == 0 && token.is("MATCH_CONDITION");
            equated |= depth == 0 && token.is("ON");
        }
        return !matched ? NO_MATCH : equated ? "" : NO_ON;
    }
}
