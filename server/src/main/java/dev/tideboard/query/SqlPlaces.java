package dev.tideboard.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Finds the place in the text that something unsupported in the algebra came from. */
final class SqlPlaces {
    private SqlPlaces() {}

    /** The call of that kind which names most of the columns; the whole query where there is none. */
    static SqlNode find(SqlNode query, Unsupported unsupported) {
        List<SqlCall> calls = calls(query).stream().filter(SqlPlaces::isWritten).toList();
        if (unsupported.kind() == SqlKind.LITERAL) {
            return literal(calls, unsupported.words()).orElse(query);
        }
        Set<String> words = new HashSet<>(List.of(unsupported.words().split("[^A-Za-z0-9_]+", -1)));
        List<SqlCall> ofKind = calls.stream()
                .filter(call -> call.getKind() == unsupported.kind())
                .toList();
        // what the algebra calls otherwise than the text does, such as an IN, is found by its names alone
        SqlNode best = nearest(ofKind, words, Long.MIN_VALUE)
                .or(() -> nearest(calls, words, 0))
                .orElse(query);
        if (best instanceof SqlCall call && SqlKind.SET_QUERY.contains(call.getKind())) {
            return added(call.operand(1), words);
        }
        return best instanceof SqlJoin join && join.getCondition() != null && isWritten(join.getCondition())
                ? join.getCondition()
                : best;
    }

    /** The column with one of {@code words} of a query that a UNION adds; the whole of it where there is none. */
    private static SqlNode added(SqlNode query, Set<String> words) {
        return calls(query).stream()
                .filter(SqlSelect.class::isInstance)
                .limit(1)
                .flatMap(select -> ((SqlSelect) select).getSelectList().stream())
                .filter(item -> {
                    List<String> names = new ArrayList<>();
                    names(item, names);
                    return names.stream().anyMatch(words::contains);
                })
                .findFirst()
                .orElse(query);
    }

    private static boolean isWritten(SqlNode node) {
        return node.getParserPosition().getLineNum() > 0;
    }

    /** The call that has most of {@code words} and few other names. */
    private static Optional<SqlNode> nearest(List<SqlCall> calls, Set<String> words, long least) {
        Optional<SqlNode> best = Optional.empty();
        long most = least;
        for (SqlCall call : calls) {
            List<String> names = new ArrayList<>();
            names(call, names);
            long matching = names.stream().distinct().filter(words::contains).count() * 1000 - names.size();
            if (matching > most) {
                best = Optional.of(call);
                most = matching;
            }
        }
        return best;
    }

    private static Optional<SqlNode> literal(List<SqlCall> calls, String written) {
        return calls.stream()
                .flatMap(call -> call.getOperandList().stream())
                .flatMap(operand -> operand instanceof SqlNodeList list ? list.stream() : Stream.of(operand))
                .filter(SqlLiteral.class::isInstance)
                .filter(literal -> literal.toString().equals(written))
                .findFirst();
    }

    /** {@code node} as the author of {@code text} wrote it. */
    static String written(SqlNode node, SqlText text) {
        SqlParserPos at = node.getParserPosition();
        if (at.getLineNum() < 1) {
            return node.toString().replace("`", "");
        }
        int first = text.index(text.written(at.getLineNum(), at.getColumnNum()));
        String line = text.prepared().split("\n", -1)[at.getEndLineNum() - 1];
        // the quote behind a name may not be the author's, and then belongs to what follows
        int end = at.getEndColumnNum() - (line.charAt(at.getEndColumnNum() - 1) == '"' ? 1 : 0);
        int last = text.index(text.written(at.getEndLineNum(), end));
        return last < first || last >= text.tokens().size()
                ? node.toString().replace("`", "")
                : text.written()
                        .substring(
                                text.tokens().get(first).start(),
                                text.tokens().get(last).end())
                        .replaceAll("\\s+", " ");
    }

    /** All calls in {@code query}, the outer ones first. */
    static List<SqlCall> calls(SqlNode query) {
        List<SqlCall> calls = new ArrayList<>();
        collect(query, calls);
        return calls;
    }

    private static void collect(SqlNode node, List<SqlCall> calls) {
        switch (node) {
            case SqlNodeList list -> list.forEach(item -> collect(item, calls));
            case SqlCall call -> {
                calls.add(call);
                for (SqlNode operand : call.getOperandList()) {
                    if (operand != null) {
                        collect(operand, calls);
                    }
                }
            }
            default -> {}
        }
    }

    private static void names(SqlNode node, List<String> names) {
        switch (node) {
            case SqlIdentifier identifier -> names.add(identifier.names.getLast());
            case SqlNodeList list -> list.forEach(item -> names(item, names));
            case SqlCall call -> {
                for (SqlNode operand : call.getOperandList()) {
                    if (operand != null) {
                        names(operand, names);
                    }
                }
            }
            default -> {}
        }
    }
}
