package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import dev.tideboard.query.SyntaxErrors.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Numbers, texts, names and parameters as they are not written here. */
record LiteralErrors(ParserStop stop) {
    private static final Set<String> QUOTES = Set.of("“", "”", "„", "‘", "’", "´");
    private static final Set<String> MARKS = Set.of("$", "@", "{", "%", "?");

    private SqlToken at(int i) {
        return stop.at(i);
    }

    /** Other quotes around a name, or around a text. */
    Optional<Finding> quotes() {
        for (String quote : List.of("`", "[")) {
            int start = stop.near(quote);
            if (start >= 0 && at(start + 1).kind() == Kind.WORD) {
                String name = at(start + 1).text();
                String written = quote + name + (quote.equals("[") ? "]" : quote);
                return Finding.mistake(at(start), written + " is written \"" + name + "\", or without quotes");
            }
        }
        for (int i = stop.found() - 1; i <= stop.found() + 1; i++) {
            if (QUOTES.contains(at(i).text())) {
                String text = at(i + 1).kind() == Kind.WORD ? at(i + 1).text() : "text";
                return Finding.mistake(
                        at(i), at(i).text() + " is no quote of SQL; a text is written '" + text + "', a name \"name\"");
            }
        }
        return Optional.empty();
    }

    /** Single quotes around the name of a table or of what AS names. */
    Optional<Finding> name() {
        SqlToken text = stop.token();
        SqlToken before = at(stop.found() - 1);
        boolean named = before.is("FROM") || before.is("JOIN") || before.is("AS");
        return named && text.kind() == Kind.STRING
                ? Finding.elsewhere(
                        text,
                        "unexpected " + text.text() + " behind " + before.text()
                                + "; a name is written in double quotes, as in \""
                                + text.text().replace("'", "") + "\"")
                : Optional.empty();
    }

    /** A number with its unit behind it, or with marks between its digits. */
    Optional<Finding> number() {
        SqlToken word = stop.token();
        SqlToken number = at(stop.found() - 1);
        if (number.kind() != Kind.NUMBER || word.kind() != Kind.WORD) {
            return Optional.empty();
        }
        boolean joined = number.end() == word.start();
        if (joined && word.text().matches("[_0-9]+")) {
            String plain = (number.text() + word.text()).replace("_", "");
            return Finding.elsewhere(number, "unexpected " + word.text() + " in a number; write " + plain);
        }
        Optional<String> unit = SpanText.unit(word.text());
        if (unit.isPresent()
                && (at(stop.found() - 2).is("-") || at(stop.found() - 2).is("+"))) {
            return Finding.mistake(number, "a span of time is written INTERVAL '" + number.text() + "' " + unit.get());
        }
        return joined
                ? Finding.mistake(
                        number,
                        "a number is written without its unit; write " + number.text() + ", and the unit of the column")
                : Optional.empty();
    }

    /** A parameter as templates and other databases write it. */
    Optional<Finding> parameter() {
        for (int i = stop.found() - 1; i <= stop.found() + 1; i++) {
            if (!MARKS.contains(at(i).text()) || at(i).kind() != Kind.SYMBOL) {
                continue;
            }
            int name = i + 1;
            while (at(name).is("{")) {
                name++;
            }
            boolean marks = name > i + 1 || (!at(i).is("{") && at(i).end() == at(name).start());
            boolean operand = at(i - 1).kind() == Kind.SYMBOL && !at(i - 1).is(")");
            if (marks && operand && at(name).kind() == Kind.WORD) {
                String message = "a parameter is written :" + at(name).text() + ", found " + at(i).text()
                        + "; declare it in params";
                return at(i).is("$") || at(i).is("{")
                        ? Finding.mistake(at(i), message)
                        : Finding.elsewhere(at(i), message);
            }
        }
        return Optional.empty();
    }

    Optional<Finding> array() {
        int open = stop.near("[");
        return open >= 0
                ? Finding.elsewhere(at(open), "there are no lists of values but those of IN; write x IN (1, 2)")
                : Optional.empty();
    }
}
