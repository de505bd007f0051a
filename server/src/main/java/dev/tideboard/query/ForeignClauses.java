package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.Optional;
import java.util.Set;

/** Parts of a SELECT that other databases have, or that they write otherwise. */
record ForeignClauses(ParserStop stop) {
    private static final Set<String> STARS = Set.of("EXCLUDE", "EXCEPT", "REPLACE", "RENAME");

    private SqlToken at(int i) {
        return stop.at(i);
    }

    Optional<Finding> distinctOn() {
        int on = stop.near("ON");
        return on > 0 && at(on - 1).is("DISTINCT")
                ? Finding.elsewhere(
                        at(on - 1),
                        "DISTINCT ON is not supported; write QUALIFY ROW_NUMBER() OVER (PARTITION BY key ORDER BY time) = 1")
                : Optional.empty();
    }

    /** A star that leaves columns out, or changes them. */
    Optional<Finding> star() {
        for (int i = stop.found(); i >= Math.max(1, stop.found() - 2); i--) {
            boolean behindStar = at(i - 1).is("*")
                    && (at(i - 2).is("SELECT") || at(i - 2).is(".") || at(i - 2).is(","));
            if (behindStar && STARS.contains(at(i).upper()) && !at(i + 1).is("SELECT")) {
                String written = "* " + at(i).text();
                return Finding.elsewhere(at(i), written + " is not supported; list the columns in place of the *");
            }
        }
        return Optional.empty();
    }

    Optional<Finding> rows() {
        int top = stop.near("TOP");
        if (top > 0 && at(top - 1).is("SELECT") && at(top + 1).kind() == Kind.NUMBER) {
            String number = at(top + 1).text();
            return Finding.elsewhere(
                    at(top), "TOP " + number + " is written at the end, as ORDER BY column LIMIT " + number);
        }
        int limit = stop.near("LIMIT");
        if (limit < 0 || (at(limit + 1).kind() == Kind.STRING && limit != stop.found())) {
            return Optional.empty();
        }
        SqlToken value = at(limit + 1);
        if (value.kind() != Kind.NUMBER) {
            String found = value.start() < 0 ? "nothing" : value.text();
            return Finding.elsewhere(at(limit), "LIMIT takes a whole number, found " + found + "; write LIMIT 10");
        }
        return at(limit + 2).is(",")
                ? Finding.elsewhere(
                        at(limit),
                        "LIMIT takes one whole number; rows at the start of the order cannot be skipped, so write LIMIT "
                                + value.text())
                : Optional.empty();
    }

    /** ROLLUP and its like without parentheses, or behind. */
    Optional<Finding> groupings() {
        for (int i = stop.found() + 1; i >= Math.max(1, stop.found() - 2); i--) {
            SqlToken word = at(i);
            boolean sets = word.is("SETS") && at(i - 1).is("GROUPING");
            if (!sets && !word.is("ROLLUP") && !word.is("CUBE")) {
                continue;
            }
            if (at(i - 1).is("WITH")) {
                String column = at(i - 2).text();
                return Finding.elsewhere(
                        at(i - 1), "WITH " + word.text() + " is written GROUP BY " + word.text() + "(" + column + ")");
            }
            SqlToken column = at(i + 1);
            boolean bare = column.kind() == Kind.WORD || column.kind() == Kind.QUOTED;
            if (bare && (at(i - 1).is("BY") || at(i - 1).is(",") || sets)) {
                String name = sets ? "GROUPING SETS" : word.text();
                String written = sets ? "((" + column.text() + "), ())" : "(" + column.text() + ")";
                return Finding.mistake(column, name + " takes its columns in parentheses; write " + name + written);
            }
        }
        return Optional.empty();
    }

    /** ORDER BY inside of an aggregate. */
    Optional<Finding> orderedAggregate() {
        String function = stop.enclosing(stop.found());
        return stop.token().is("ORDER") && !function.isEmpty() && !function.equals("OVER") && !function.equals("GROUP")
                ? Finding.elsewhere(
                        stop.token(),
                        function + "(… ORDER BY …) is not supported; "
                                + WrittenElsewhere.of(function)
                                        .orElse("write FIRST_VALUE(x) or LAST_VALUE(x) WITHIN GROUP (ORDER BY time)"))
                : Optional.empty();
    }
}
