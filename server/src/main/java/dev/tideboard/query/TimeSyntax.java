package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.Optional;

/** Spans, parts and joins of times as they are not written here. */
record TimeSyntax(ParserStop stop) {

    private SqlToken at(int i) {
        return stop.at(i);
    }

    Optional<Finding> span() {
        int start = stop.near("INTERVAL");
        SqlToken amount = at(start + 1);
        boolean text = amount.kind() == Kind.STRING;
        if (start < 0 || (!text && amount.kind() != Kind.NUMBER)) {
            return start >= 0 && amount.kind() == Kind.PARAMETER
                    ? Finding.elsewhere(
                            amount, "INTERVAL takes a constant, found " + amount.text() + "; write INTERVAL '5' MINUTE")
                    : Optional.empty();
        }
        SqlToken unit = at(start + 2);
        boolean said = unit.kind() == Kind.WORD && SpanText.unit(unit.text()).isPresent();
        String plain = text ? amount.text().substring(1, amount.text().length() - 1) : amount.text();
        String written = "INTERVAL " + amount.text() + (said ? " " + unit.text() : "");
        String advice = SpanText.advice(plain, said ? unit.text() : "");
        return advice.endsWith(written)
                ? Optional.empty()
                : Finding.mistake(at(start), "unexpected " + written + "; " + advice);
    }

    Optional<Finding> asOf() {
        int size = stop.tokens().size();
        for (int i = Math.min(stop.found() + 1, size - 1); i > 0; i--) {
            if (at(i).is("ASOF") && (at(i + 1).is("JOIN") || at(i + 1).is("LEFT"))) {
                String lacking = AsOfShape.lacking(stop.tokens().subList(i + 1, size));
                return lacking.isEmpty() ? Optional.empty() : Finding.elsewhere(at(i), lacking);
            }
        }
        return Optional.empty();
    }

    Optional<Finding> rounding() {
        int to = stop.near("TO");
        if (to >= 0 && at(to + 1).kind() == Kind.NUMBER && rounds(to)) {
            return Finding.elsewhere(
                    at(to + 1),
                    stop.enclosing(to) + " goes to one unit, found "
                            + at(to + 1).text()
                            + "; windows of several are TABLE(TUMBLE(TABLE t,"
                            + " DESCRIPTOR(time), INTERVAL '5' MINUTE))");
        }
        for (int i = Math.max(1, stop.found() - 1); i <= stop.found() + 1; i++) {
            SqlToken text = at(i);
            Optional<String> unit = text.kind() == Kind.STRING
                    ? SpanText.unit(text.text().substring(1, text.text().length() - 1))
                    : Optional.empty();
            String around = stop.enclosing(i);
            if (unit.isPresent() && rounds(i) && at(i - 1).is(",")) {
                return Finding.mistake(text, around + " is written " + around + "(t TO " + unit.get() + ")");
            }
            if (unit.isPresent() && around.equals("EXTRACT")) {
                return Finding.mistake(
                        text, "EXTRACT is written EXTRACT(" + unit.get() + " FROM t), its part without quotes");
            }
        }
        return Optional.empty();
    }

    private boolean rounds(int i) {
        return stop.enclosing(i).equals("FLOOR") || stop.enclosing(i).equals("CEIL");
    }
}
