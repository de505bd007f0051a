package dev.tideboard.query;

import dev.tideboard.query.SqlToken.Kind;
import java.util.List;
import java.util.Set;

/**
 * Where the parser stopped, and the tokens around.
 *
 * @param found the token at which it stopped, which is often behind the one to blame
 * @param early whether it saw the end of the text there
 */
record ParserStop(List<SqlToken> tokens, int found, boolean early) {
    /** What begins a part of a SELECT, in the order in which they stand. */
    static final List<String> CLAUSES = List.of("FROM", "WHERE", "GROUP", "HAVING", "QUALIFY", "ORDER", "LIMIT");

    static final Set<String> SETS = Set.of("UNION", "INTERSECT", "EXCEPT");

    private static final SqlToken NOTHING = new SqlToken(Kind.SYMBOL, "", -1);

    SqlToken at(int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : NOTHING;
    }

    SqlToken token() {
        return at(found);
    }

    static boolean startsClause(SqlToken token) {
        return token.kind() == Kind.WORD && CLAUSES.contains(token.upper());
    }

    /** The last of the tokens up to the one behind the stop, and few before, that is {@code keyword}; -1 for none. */
    int near(String keyword) {
        for (int i = found + 1; i >= Math.max(0, found - 3); i--) {
            if (at(i).is(keyword)) {
                return i;
            }
        }
        return -1;
    }

    /** The word before the parenthesis that token {@code i} is in, in capitals; "" where there is none. */
    String enclosing(int i) {
        int open = opening(i);
        return open > 0 && at(open - 1).kind() == Kind.WORD ? at(open - 1).upper() : "";
    }

    /** The parenthesis that is open before token {@code i}, or -1. */
    int opening(int i) {
        int depth = 0;
        for (int open = Math.min(i, tokens.size()) - 1; open >= 0; open--) {
            depth += at(open).is("(") ? 1 : at(open).is(")") ? -1 : 0;
            if (depth > 0) {
                return open;
            }
        }
        return -1;
    }
}
