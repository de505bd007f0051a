package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.Optional;
import java.util.Set;

/** Joins, sets and WITH that lack a word. */
record JoinSyntax(ParserStop stop) {
    private static final Set<String> SIDES = Set.of("LEFT", "RIGHT", "FULL", "INNER");

    private SqlToken at(int i) {
        return stop.at(i);
    }

    Optional<Finding> join() {
        SqlToken found = stop.token();
        if (found.kind() != Kind.WORD) {
            return Optional.empty();
        }
        SqlToken before = at(stop.found() - 1);
        if (SIDES.contains(before.upper())
                && before.kind() == Kind.WORD
                && !at(stop.found() - 2).is(",")) {
            return Finding.mistake(
                    before, before.text() + " without JOIN; write " + before.text() + " JOIN " + found.text());
        }
        for (int i = stop.found() - 2; i >= Math.max(1, stop.found() - 4); i--) {
            boolean condition =
                    at(stop.found() + 1).is(".") || at(stop.found() + 1).is("=");
            if (at(i).is("JOIN") && condition) {
                return Finding.mistake(found, "JOIN without ON; write ON before " + found.text());
            }
        }
        return Optional.empty();
    }

    Optional<Finding> set() {
        SqlToken before = at(stop.found() - 1);
        int set = before.is("ALL") ? stop.found() - 2 : stop.found() - 1;
        boolean name = stop.token().kind() == Kind.WORD
                && !SqlWords.RESERVED.contains(stop.token().upper());
        return ParserStop.SETS.contains(at(set).upper()) && name
                ? Finding.mistake(
                        stop.token(),
                        at(set).text() + " takes a SELECT, found "
                                + stop.token().text() + "; write SELECT * FROM "
                                + stop.token().text())
                : Optional.empty();
    }

    Optional<Finding> with() {
        SqlToken found = stop.token();
        if (!at(0).is("WITH") || !found.is("SELECT")) {
            return Optional.empty();
        }
        SqlToken before = at(stop.found() - 1);
        if (before.is(",")) {
            return Finding.mistake(before, "nothing follows the comma before SELECT; leave it out");
        }
        boolean bare =
                before.is("AS") || (before.is("(") && at(stop.found() - 2).kind() == Kind.WORD);
        return bare ? Finding.mistake(found, "WITH is written WITH name AS (SELECT …) SELECT …") : Optional.empty();
    }
}
