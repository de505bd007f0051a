package dev.tideboard.query;

import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.Optional;

/** A CASE without one of its words. */
record ChoiceErrors(ParserStop stop) {
    private static final String WRITTEN = "; write CASE WHEN condition THEN x ELSE y END";

    private SqlToken at(int i) {
        return stop.at(i);
    }

    /** Another condition as other languages write it. */
    Optional<Finding> otherwise() {
        for (int i = stop.found(); i > Math.max(open(), stop.found() - 3); i--) {
            boolean apart = at(i).is("IF") && at(i - 1).is("ELSE");
            if (open() >= 0 && (at(i).is("ELSEIF") || at(i).is("ELSIF") || apart)) {
                return Finding.mistake(
                        at(apart ? i - 1 : i),
                        (apart ? "ELSE IF" : at(i).text()) + " is written WHEN, as in WHEN condition THEN x");
            }
        }
        return Optional.empty();
    }

    Optional<Finding> find() {
        int open = open();
        if (open < 0) {
            return Optional.empty();
        }
        SqlToken found = stop.token();
        if (found.is("THEN") && !has("WHEN", open)) {
            return Finding.mistake(found, "THEN without WHEN" + WRITTEN);
        }
        if (stop.early() || found.is("AS") || found.is(",") || ParserStop.startsClause(found)) {
            return Finding.mistake(at(open), "CASE without END" + WRITTEN);
        }
        return has("WHEN", open) && !has("THEN", open)
                ? Finding.mistake(found, "WHEN without THEN before " + found.text() + WRITTEN)
                : Optional.empty();
    }

    /** The CASE that is open at the stop, or -1. */
    private int open() {
        int depth = 0;
        for (int i = Math.min(stop.found(), stop.tokens().size() - 1); i >= 0; i--) {
            if (at(i).is("END")) {
                depth++;
            } else if (at(i).is("CASE") && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }

    private boolean has(String keyword, int open) {
        for (int i = open; i < stop.found(); i++) {
            if (at(i).is(keyword)) {
                return true;
            }
        }
        return false;
    }
}
