package dev.tideboard.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** Finds the place in the text that something unsupported in the algebra came from. */
final class SqlPlaces {
    private SqlPlaces() {}

    /** The call of that kind which names most of the columns; the whole query where there is none. */
    static SqlNode find(SqlNode query, Unsupported unsupported) {
        List<SqlCall> calls = new ArrayList<>();
        collect(query, calls);
        Set<String> words = new HashSet<>(List.of(unsupported.words().split("[^A-Za-z0-9_]+", -1)));
        SqlNode best = query;
        long most = Long.MIN_VALUE;
        for (SqlCall call : calls) {
            if (call.getKind() != unsupported.kind()) {
                continue;
            }
            List<String> names = new ArrayList<>();
            names(call, names);
            long matching = names.stream().distinct().filter(words::contains).count() * 1000 - names.size();
            if (matching > most) {
                best = call;
                most = matching;
            }
        }
        return best instanceof SqlJoin join && join.getCondition() != null ? join.getCondition() : best;
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
