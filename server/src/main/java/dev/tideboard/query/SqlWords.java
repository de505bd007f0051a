package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Decides which words of a SQL text are names: those are quoted before the parser sees them, so that a column may be
 * called {@code at}, {@code power}, {@code value} or {@code time} although the parser's grammar reserves these words.
 *
 * <p>A word after a dot or after AS is always a name; a word before a parenthesis is a function. Any other word is a
 * keyword only where the grammar can mean one: ORDER before BY, HOUR after an interval's text, END inside CASE. What
 * is left in {@link #RESERVED} is a keyword everywhere and must be written in double quotes.
 */
final class SqlWords {
    /** Keywords wherever they stand without a dot or AS before them. */
    static final Set<String> RESERVED = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "HAVING",
            "QUALIFY",
            "JOIN",
            "ON",
            "AS",
            "AND",
            "OR",
            "NOT",
            "IN",
            "IS",
            "NULL",
            "TRUE",
            "FALSE",
            "LIKE",
            "BETWEEN",
            "CASE",
            "CAST",
            "EXISTS",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "ALL",
            "ANY",
            "SOME",
            "DISTINCT",
            "WITH",
            "CURRENT_TIMESTAMP",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "LOCALTIMESTAMP",
            "LOCALTIME");

    private static final Set<String> UNITS = Set.of(
            "MILLISECOND",
            "SECOND",
            "MINUTE",
            "HOUR",
            "DAY",
            "WEEK",
            "MONTH",
            "QUARTER",
            "YEAR",
            "DECADE",
            "CENTURY",
            "MILLENNIUM");
    private static final Set<String> JOINS = Set.of("LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "ASOF");
    private static final Set<String> ROUNDERS = Set.of("FLOOR", "CEIL", "CEILING");
    private static final Set<String> NULL_TREATMENTS = Set.of("IGNORE", "RESPECT");
    private static final Set<String> CASTS = Set.of("CAST", "TRY_CAST", "SAFE_CAST");
    private static final Set<String> ENDS_OF_ORDER = Set.of("ASC", "DESC", "FIRST", "LAST");
    private static final Set<String> STARTS_OF_FRAME = Set.of("BETWEEN", "UNBOUNDED", "CURRENT", "INTERVAL");
    private static final Set<String> BEFORE_BOUND = Set.of("BETWEEN", "AND", "ROWS", "RANGE");
    private static final List<String> ZONE_WORDS = List.of("AT", "TIME", "ZONE");
    private static final Set<String> AFTER_SPAN = Set.of("<", ">", "=", "+", "-", "*", "/");
    private static final SqlToken NOTHING = new SqlToken(Kind.SYMBOL, "", -1);

    private final List<SqlToken> tokens;
    private final boolean[] names;
    private final Deque<String> functions = new ArrayDeque<>();
    private int cases;
    private boolean inCastType;

    private SqlWords(List<SqlToken> tokens) {
        this.tokens = tokens;
        this.names = new boolean[tokens.size()];
    }

    /** For each token, whether it is a word that stands for a name. */
    static boolean[] names(List<SqlToken> tokens) {
        SqlWords words = new SqlWords(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            words.visit(i);
        }
        return words.names;
    }

    private void visit(int i) {
        SqlToken token = tokens.get(i);
        if (token.is("(")) {
            functions.push(
                    isNamedWindow(i) ? "OVER" : isKeyword(i - 1) ? at(i - 1).upper() : "");
        } else if (token.is(")")) {
            functions.poll();
            inCastType = false;
        } else if (token.kind() == Kind.WORD) {
            names[i] = isName(i, token.upper());
            if (!names[i]) {
                follow(token.upper());
            }
        }
    }

    /** Keeps track of CASE … END and of CAST(… AS type). */
    private void follow(String keyword) {
        switch (keyword) {
            case "CASE" -> cases++;
            case "END" -> cases--;
            case "AS" -> inCastType = CASTS.contains(enclosing());
            default -> {}
        }
    }

    private boolean isName(int i, String word) {
        if (at(i - 1).is(".")) {
            return true;
        }
        if (inCastType || isSuffixType(i) || at(i + 1).is("=>")) {
            return false;
        }
        if (at(i - 1).is("AS") && !names[i - 1]) {
            return true;
        }
        return !at(i + 1).is("(") && !RESERVED.contains(word) && zoneWord(tokens, i) < 0 && !isKeyword(i, word);
    }

    /** The type in {@code x::type}, which may be DOUBLE PRECISION. */
    private boolean isSuffixType(int i) {
        boolean second = at(i).is("PRECISION") && at(i - 1).is("DOUBLE");
        return at(i - (second ? 2 : 1)).is(CastSuffixes.SIGN);
    }

    /** Which word of AT TIME ZONE token {@code i} is, from 0; -1 for any other. Names do not follow each other so. */
    static int zoneWord(List<SqlToken> tokens, int i) {
        for (int word = 0; word < ZONE_WORDS.size(); word++) {
            int first = i - word;
            if (first > 0 && first + ZONE_WORDS.size() <= tokens.size()) {
                List<String> three = tokens.subList(first, first + ZONE_WORDS.size()).stream()
                        .map(SqlToken::upper)
                        .toList();
                if (three.equals(ZONE_WORDS)) {
                    return word;
                }
            }
        }
        return -1;
    }

    private boolean isKeyword(int i, String word) {
        SqlToken before = at(i - 1);
        SqlToken after = at(i + 1);
        return switch (word) {
            case "GROUP", "ORDER", "PARTITION" -> after.is("BY");
            case "WITHIN" -> after.is("GROUP") && at(i + 2).is("(") && at(i - 1).is(")");
            case "BY" -> !isName(before) && (before.is("GROUP") || before.is("ORDER") || before.is("PARTITION"));
            case "LIMIT", "OFFSET" -> after.kind() == Kind.NUMBER;
            case "FETCH" -> after.is("NEXT") || after.is("FIRST");
            case "ROW", "ROWS", "ONLY", "NEXT" -> follows(i, "FETCH", 4) || isFrameWord(i, word);
            case "UNBOUNDED", "PRECEDING", "FOLLOWING", "CURRENT" -> isFrameWord(i, word);
            case "FIRST", "LAST" -> isKeyword(before, "NULLS") || isKeyword(before, "FETCH");
            case "ASC", "DESC" -> endsOperand(i - 1);
            case "INTERVAL" ->
                after.kind() == Kind.STRING || (isSign(after) && at(i + 2).kind() == Kind.STRING);
            case "DATE", "TIME", "TIMESTAMP" -> after.kind() == Kind.STRING;
            case "WHEN", "THEN", "ELSE", "END" -> cases > 0;
            case "MATCH_CONDITION" -> endsOperand(i - 1);
            case "ILIKE" ->
                (endsOperand(i - 1) || before.is("NOT"))
                        && (after.kind() == Kind.STRING || after.kind() == Kind.PARAMETER);
            case "OUTER" -> before.is("LEFT") || before.is("RIGHT") || before.is("FULL");
            case "TABLE" -> (before.is("(") || before.is(",") || before.is("=>")) && startsName(after);
            case "ESCAPE" -> after.kind() == Kind.STRING && endsOperand(i - 1);
            case "UNKNOWN" -> before.is("IS") || (before.is("NOT") && at(i - 2).is("IS"));
            case "SYMMETRIC", "ASYMMETRIC" -> before.is("BETWEEN");
            case "FOR" -> enclosing().equals("SUBSTRING") && endsOperand(i - 1);
            case "LEADING", "TRAILING", "BOTH" -> enclosing().equals("TRIM") && before.is("(");
            case "GROUPING" -> after.is("SETS") && at(i + 2).is("(");
            case "RECURSIVE" -> before.is("WITH");
            case "RANGE" -> isFrameWord(i, word);
            case "OVER", "WINDOW", "NULLS", "IGNORE", "RESPECT" -> isWindowWord(i, word);
            default ->
                JOINS.contains(word)
                        ? after.is("JOIN") || JOINS.contains(after.upper()) || after.is("OUTER")
                        : isTimeWord(i, word);
        };
    }

    /** A word around a window that is named elsewhere, or before its OVER. */
    private boolean isWindowWord(int i, String word) {
        SqlToken after = at(i + 1);
        return switch (word) {
            case "OVER" ->
                (at(i - 1).is(")") || isKeyword(i - 1, Set.of("NULLS")))
                        && startsName(after)
                        && !at(i + 2).is("(")
                        && !isKeyword(i + 1, after.upper());
            case "WINDOW" ->
                startsName(after) && at(i + 2).is("AS") && at(i + 3).is("(");
            case "NULLS" -> after.is("FIRST") || after.is("LAST") || isKeyword(i - 1, NULL_TREATMENTS);
            default -> after.is("NULLS") && endsOperand(i - 1); // IGNORE, RESPECT
        };
    }

    /** A word of {@code ROWS BETWEEN 3 PRECEDING AND CURRENT ROW}, which stands in an OVER only. */
    private boolean isFrameWord(int i, String word) {
        if (!enclosing().equals("OVER")) {
            return false;
        }
        SqlToken before = at(i - 1);
        SqlToken after = at(i + 1);
        return switch (word) {
            case "ROWS", "RANGE" ->
                (endsOperand(i - 1) || isKeyword(i - 1, ENDS_OF_ORDER))
                        && (after.kind() == Kind.NUMBER || STARTS_OF_FRAME.contains(after.upper()));
            case "UNBOUNDED", "CURRENT" -> isKeyword(i - 1, BEFORE_BOUND);
            case "ROW" -> isKeyword(i - 1, Set.of("CURRENT"));
            default -> // PRECEDING, FOLLOWING
                before.kind() == Kind.NUMBER
                        || before.kind() == Kind.PARAMETER
                        || isKeyword(i - 1, Set.of("UNBOUNDED"))
                        || isUnitKeyword(i - 1);
        };
    }

    private boolean isKeyword(int i) {
        return at(i).kind() == Kind.WORD && !names[i];
    }

    /** What is in parentheses behind a name in a WINDOW clause; behind one in WITH it is a query. */
    private boolean isNamedWindow(int i) {
        return isKeyword(i - 1, Set.of("AS"))
                && !at(i + 1).is("SELECT")
                && !at(i + 1).is("WITH")
                && !at(i + 1).is("(");
    }

    private boolean isKeyword(int i, Set<String> words) {
        return i >= 0 && words.contains(at(i).upper()) && !names[i];
    }

    /** A unit after an interval's text, in FLOOR(… TO unit) and in EXTRACT(unit FROM …); and TO before a unit. */
    private boolean isTimeWord(int i, String word) {
        SqlToken before = at(i - 1);
        SqlToken after = at(i + 1);
        if (word.equals("TO")) {
            boolean rounding = ROUNDERS.contains(enclosing()) && endsOperand(i - 1);
            return UNITS.contains(after.upper()) && (rounding || isUnitKeyword(i - 1));
        }
        if (enclosing().equals("EXTRACT") && before.is("(")) {
            return after.is("FROM");
        }
        if (!UNITS.contains(word)) {
            return false;
        }
        boolean ofInterval = before.kind() == Kind.STRING && (at(i - 2).is("INTERVAL") || isSign(at(i - 2)));
        boolean ofDifference = before.is(")") && !isUnitKeyword(i - 2);
        return ofInterval || isKeyword(before, "TO") || (ofDifference && isSpanUnit(i));
    }

    /** {@code (a - b) MINUTE}: a unit behind a parenthesis, where it is no name: what follows a name is not among these. */
    private boolean isSpanUnit(int i) {
        SqlToken after = at(i + 1);
        boolean ends = after.is(")") || after.is(",");
        return AFTER_SPAN.contains(after.text())
                || after.is("AS")
                || (ends && !enclosing().isEmpty() && !RESERVED.contains(enclosing()));
    }

    private boolean isUnitKeyword(int i) {
        return i >= 0 && UNITS.contains(at(i).upper()) && !names[i];
    }

    private boolean isKeyword(SqlToken token, String word) {
        return token.is(word) && !isName(token);
    }

    private boolean isName(SqlToken token) {
        int index = tokens.indexOf(token);
        return index >= 0 && names[index];
    }

    /** True when {@code word} stands, as a keyword, at most {@code distance} tokens before token {@code i}. */
    private boolean follows(int i, String word, int distance) {
        for (int back = 1; back <= distance; back++) {
            if (isKeyword(at(i - back), word)) {
                return true;
            }
        }
        return false;
    }

    /** A value may end here: a name, a literal or a closing parenthesis. */
    private boolean endsOperand(int i) {
        SqlToken token = at(i);
        return switch (token.kind()) {
            case QUOTED, STRING, NUMBER, PARAMETER -> true;
            case WORD ->
                names[i]
                        || isSuffixType(i)
                        || token.is("END")
                        || token.is("NULL")
                        || token.is("TRUE")
                        || token.is("FALSE");
            case SYMBOL -> token.is(")");
        };
    }

    private static boolean startsName(SqlToken token) {
        return token.kind() == Kind.QUOTED || (token.kind() == Kind.WORD && !RESERVED.contains(token.upper()));
    }

    private static boolean isSign(SqlToken token) {
        return token.is("-") || token.is("+");
    }

    private String enclosing() {
        String function = functions.peek();
        return function == null ? "" : function;
    }

    private SqlToken at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : NOTHING;
    }
}
