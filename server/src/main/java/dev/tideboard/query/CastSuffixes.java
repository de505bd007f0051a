package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import java.util.List;
import java.util.Set;

/** Where {@code x::type}, which the parser does not have, becomes {@code CAST(x AS type)}. */
final class CastSuffixes {
    static final String SIGN = "::";
    private static final Set<String> LITERALS = Set.of("DATE", "TIMESTAMP", "TIME");
    private static final Set<String> CASE_END = Set.of("END");
    private static final Set<String> BEHIND_CALLS = Set.of("OVER", "FILTER");
    private static final Set<String> KEYWORDS = Set.of("WHEN", "THEN", "ELSE", "BY");

    private final List<SqlToken> tokens;
    private final int[] opened;
    private final int[] closed;
    /** For the last token of a type, the first one of the value that it is the type of; 0 for others. */
    private final int[] starts;

    CastSuffixes(List<SqlToken> tokens) {
        this.tokens = tokens;
        this.opened = new int[tokens.size()];
        this.closed = new int[tokens.size()];
        this.starts = new int[tokens.size()];
        for (int i = 1; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is(SIGN) && tokens.get(i + 1).kind() == Kind.WORD) {
                int start = start(i - 1);
                int end = typeEnd(i + 1);
                opened[start]++;
                closed[end]++;
                starts[end] = start;
            }
        }
    }

    /** How many casts begin before token {@code i}. */
    int opened(int i) {
        return opened[i];
    }

    /** How many casts end behind token {@code i}. */
    int closed(int i) {
        return closed[i];
    }

    private SqlToken at(int i) {
        return tokens.get(i);
    }

    private boolean is(int i, Set<String> words) {
        return i >= 0 && at(i).kind() == Kind.WORD && words.contains(at(i).upper());
    }

    /** Whether a word behind a point is a name, whatever it says. */
    private boolean isColumn(int i) {
        return i > 0 && at(i - 1).is(".");
    }

    private int typeEnd(int type) {
        int end = type;
        boolean precision =
                at(type).is("DOUBLE") && end + 1 < tokens.size() && at(end + 1).is("PRECISION");
        end += precision ? 1 : 0;
        if (end + 1 < tokens.size() && at(end + 1).is("(")) {
            end++;
            while (end + 1 < tokens.size() && !at(end).is(")")) {
                end++;
            }
        }
        return end;
    }

    /** The first token of the value that ends with token {@code end}. */
    private int start(int end) {
        if (closed[end] > 0) {
            return starts[end];
        }
        if (at(end).is(")")) {
            return call(opening(end, "(", ")"));
        }
        if (is(end, CASE_END) && !isColumn(end)) {
            int open = opening(end, "CASE", "END");
            if (at(open).is("CASE")) {
                return open;
            }
        }
        int start = at(end).kind() == Kind.STRING && is(end - 1, LITERALS) ? end - 1 : end;
        while (start >= 2 && at(start - 1).is(".")) {
            start -= 2;
        }
        return start;
    }

    /** The first token of the call whose arguments, or whose FILTER or OVER, open with token {@code open}. */
    private int call(int open) {
        boolean keyword = is(open - 1, KEYWORDS)
                || (is(open - 1, SqlWords.RESERVED) && !at(open - 1).is("CAST"));
        boolean named = open > 0 && at(open - 1).kind() == Kind.WORD && !keyword;
        if (!named) {
            return open;
        }
        if (open > 1 && is(open - 1, BEHIND_CALLS)) {
            return start(open - 2);
        }
        return open > 2 && at(open - 1).is("GROUP") && at(open - 2).is("WITHIN") ? start(open - 3) : open - 1;
    }

    private int opening(int end, String opens, String closes) {
        int depth = 0;
        for (int i = end; i > 0; i--) {
            depth += isColumn(i) ? 0 : at(i).is(closes) ? 1 : at(i).is(opens) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return end;
    }
}
