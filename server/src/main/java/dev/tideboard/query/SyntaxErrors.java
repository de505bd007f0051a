package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the author of a text that the parser refuses most likely wanted: found by the tokens around the one where the parser
 * stopped, which is often behind the one to blame. The kinds of mistakes are asked one after the other.
 */
final class SyntaxErrors {
    private final ParserStop stop;
    private final MisspelledKeywords keywords;

    /**
     * A thing to mend.
     *
     * @param at where
     * @param mistake whether no other engine is to be asked, since what is meant is only spelled otherwise
     */
    record Finding(SqlToken at, String message, boolean mistake) {
        static Optional<Finding> mistake(SqlToken at, String message) {
            return Optional.of(new Finding(at, message, true));
        }

        /** Of what another engine may take. */
        static Optional<Finding> elsewhere(SqlToken at, String message) {
            return Optional.of(new Finding(at, message, false));
        }
    }

    SyntaxErrors(ParserStop stop, MisspelledKeywords keywords) {
        this.stop = stop;
        this.keywords = keywords;
    }

    Optional<Finding> find() {
        if (stop.tokens().isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(unread(), keywords(), meant(), order())
                .flatMap(List::stream)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What keeps the parser from reading anything. */
    private List<Supplier<Optional<Finding>>> unread() {
        LiteralErrors literals = new LiteralErrors(stop);
        TimeSyntax times = new TimeSyntax(stop);
        return List.of(
                new OpenEnds(stop)::text,
                this::statement,
                literals::quotes,
                times::span,
                times::asOf,
                literals::number,
                literals::parameter);
    }

    private List<Supplier<Optional<Finding>>> keywords() {
        FunctionSyntax functions = new FunctionSyntax(stop);
        return List.of(new ChoiceErrors(stop)::otherwise, functions::part, functions::cast, () -> keywords.find(stop));
    }

    /** What is written otherwise elsewhere. */
    private List<Supplier<Optional<Finding>>> meant() {
        ConditionErrors conditions = new ConditionErrors(stop);
        ForeignClauses foreign = new ForeignClauses(stop);
        FunctionSyntax functions = new FunctionSyntax(stop);
        OpenEnds ends = new OpenEnds(stop);
        return List.of(
                conditions::is,
                conditions::infix,
                conditions::operator,
                ends::nothing,
                ends::comma,
                foreign::star,
                conditions::list,
                foreign::distinctOn,
                foreign::groupings,
                functions::frame,
                functions::behindCall,
                conditions::between,
                foreign::rows,
                new TimeSyntax(stop)::rounding,
                new LiteralErrors(stop)::name);
    }

    /** What stands at a wrong place, or lacks its neighbour. */
    private List<Supplier<Optional<Finding>>> order() {
        JoinSyntax joins = new JoinSyntax(stop);
        OpenEnds ends = new OpenEnds(stop);
        return List.of(
                joins::with,
                ends::beforeClause,
                new ForeignClauses(stop)::orderedAggregate,
                this::by,
                joins::set,
                joins::join,
                new ChoiceErrors(stop)::find,
                new FunctionSyntax(stop)::bareCall,
                new LiteralErrors(stop)::array,
                this::clause,
                ends::parenthesis,
                this::function);
    }

    private SqlToken at(int i) {
        return stop.at(i);
    }

    private Optional<Finding> statement() {
        SqlToken first = at(0);
        if (stop.found() == 0 && first.kind() == Kind.WORD && !first.is("SELECT") && !first.is("WITH")) {
            Optional<Finding> misspelled = keywords.find(stop);
            return misspelled.isPresent()
                    ? misspelled
                    : Finding.elsewhere(first, "a view is a SELECT, found " + first.text());
        }
        return stop.token().is(";") && stop.found() < stop.tokens().size() - 1
                ? Finding.elsewhere(stop.token(), "a view is one SELECT; leave out what follows the semicolon")
                : Optional.empty();
    }

    private Optional<Finding> by() {
        for (int i = stop.found(); i >= stop.found() - 1; i--) {
            SqlToken word = at(i);
            SqlToken column = at(i + 1);
            boolean incomplete = word.is("GROUP") || word.is("ORDER") || word.is("PARTITION");
            boolean operand = column.kind() == Kind.WORD && !column.is("BY") && !column.is("AS");
            if (incomplete && operand && !SqlWords.RESERVED.contains(column.upper())) {
                return Finding.mistake(
                        word, word.text() + " is followed by BY; write " + word.text() + " BY " + column.text());
            }
        }
        return Optional.empty();
    }

    /** A clause behind one that it has to stand before. */
    private Optional<Finding> clause() {
        SqlToken found = stop.token();
        int rank = rank(found);
        int depth = 0;
        for (int i = stop.found() - 1; i >= 0 && rank >= 0 && depth <= 0; i--) {
            depth += at(i).is("(") ? 1 : at(i).is(")") ? -1 : 0;
            if (depth == 0 && (at(i).is("SELECT") || ParserStop.SETS.contains(at(i).upper()))) {
                return Optional.empty();
            }
            if (depth == 0 && rank(at(i)) > rank && i < stop.found() - 1) {
                return Finding.mistake(found, found.text() + " stands before " + at(i).text() + "; move it there");
            }
        }
        return Optional.empty();
    }

    private static int rank(SqlToken token) {
        return token.kind() == Kind.WORD ? ParserStop.CLAUSES.indexOf(token.upper()) : -1;
    }

    /** A name of the parser's own before a parenthesis. */
    private Optional<Finding> function() {
        SqlToken name = stop.token();
        String around = stop.enclosing(stop.found());
        if (name.is(")") && around.equals("SUBSTRING")) {
            return Finding.mistake(name, "SUBSTRING without a place; write SUBSTRING(x FROM 1 FOR n)");
        }
        boolean known = SqlFunctions.names().contains(name.upper());
        if (name.kind() == Kind.WORD
                && at(stop.found() + 1).is("(")
                && !known
                && !SqlWords.RESERVED.contains(name.upper())) {
            return Finding.elsewhere(name, SqlErrors.noFunction(name.text()));
        }
        return WrittenElsewhere.of(around).isPresent()
                ? Finding.elsewhere(at(stop.opening(stop.found()) - 1), SqlErrors.noFunction(around))
                : Optional.empty();
    }
}
