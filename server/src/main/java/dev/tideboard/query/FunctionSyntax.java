package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.Optional;
import java.util.Set;

/** Functions with words among their arguments, or behind them, that are written otherwise here. */
record FunctionSyntax(ParserStop stop) {
    private static final Set<String> FRAMES = Set.of("ROWS", "RANGE");

    private SqlToken at(int i) {
        return stop.at(i);
    }

    Optional<Finding> cast() {
        for (int i = stop.found(); i >= Math.max(0, stop.found() - 3); i--) {
            if (at(i).is("CAST") && at(i + 1).is("(")) {
                int type = at(i + 3).is(",") ? i + 4 : i + 3;
                boolean lacking = at(type).kind() == Kind.WORD
                        && !at(type).is("AS")
                        && at(type + 1).is(")");
                return lacking
                        ? Finding.mistake(
                                at(i), "CAST is written CAST(" + at(i + 2).text() + " AS " + at(type).text() + ")")
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** EXTRACT(HOUR, t), FLOOR(t, HOUR) and FLOOR(t TO HOURS). */
    Optional<Finding> part() {
        String around = stop.enclosing(stop.found());
        SqlToken found = stop.token();
        SqlToken before = at(stop.found() - 1);
        SqlToken behind = at(stop.found() + 1);
        if (around.equals("EXTRACT") && found.is(",")) {
            return Finding.mistake(
                    found, "EXTRACT is written EXTRACT(" + before.text() + " FROM " + behind.text() + ")");
        }
        boolean rounds = around.equals("FLOOR") || around.equals("CEIL");
        Optional<String> unit = SpanText.unit(behind.text());
        return rounds && (found.is(",") || found.is("TO")) && unit.isPresent()
                ? Finding.mistake(
                        behind, around + " is written " + around + "(" + before.text() + " TO " + unit.get() + ")")
                : Optional.empty();
    }

    /** FILTER and OVER without their parentheses, or with something else in them. */
    Optional<Finding> behindCall() {
        SqlToken found = stop.token();
        SqlToken before = at(stop.found() - 1);
        boolean inFilter = before.is("(") && at(stop.found() - 2).is("FILTER");
        if ((before.is("FILTER") && at(stop.found() - 2).is(")")) || (inFilter && !found.is("WHERE"))) {
            return Finding.elsewhere(
                    found, "unexpected " + found.text() + "; FILTER is written FILTER (WHERE condition)");
        }
        for (int i = stop.found(); i >= Math.max(1, stop.found() - 2); i--) {
            boolean bare = at(i).is("OVER") && at(i - 1).is(")") && at(i + 1).is("PARTITION");
            if (bare) {
                return Finding.mistake(
                        at(i + 1), "OVER takes its words in parentheses; write OVER (PARTITION BY key ORDER BY time)");
            }
        }
        return Optional.empty();
    }

    /** A frame without PRECEDING. */
    Optional<Finding> frame() {
        for (int i = stop.found(); i >= Math.max(1, stop.found() - 4); i--) {
            if (FRAMES.contains(at(i).upper()) && stop.enclosing(i).equals("OVER") && at(i).kind() == Kind.WORD) {
                boolean range = at(i).is("RANGE");
                return Finding.elsewhere(
                        at(i),
                        range
                                ? "RANGE is written RANGE BETWEEN INTERVAL '5' MINUTE PRECEDING AND CURRENT ROW"
                                : "ROWS is written ROWS 5 PRECEDING, or ROWS BETWEEN 5 PRECEDING AND CURRENT ROW");
            }
        }
        return Optional.empty();
    }

    /** COUNT DISTINCT x and MAX x. */
    Optional<Finding> bareCall() {
        for (int i = stop.found() - 1; i >= Math.max(0, stop.found() - 2); i--) {
            boolean first = at(i - 1).is("SELECT") || at(i - 1).is(",");
            int argument = at(i + 1).is("DISTINCT") ? i + 2 : i + 1;
            boolean name = at(argument).kind() == Kind.WORD && argument >= stop.found() - 1;
            if (first
                    && name
                    && SqlFunctions.names().contains(at(i).upper())
                    && !at(i + 1).is("AS")) {
                String arguments =
                        (argument > i + 1 ? "DISTINCT " : "") + at(argument).text();
                return Finding.mistake(
                        at(i),
                        at(i).text() + " takes its arguments in parentheses; write " + at(i).text() + "(" + arguments
                                + ")");
            }
        }
        return Optional.empty();
    }
}
