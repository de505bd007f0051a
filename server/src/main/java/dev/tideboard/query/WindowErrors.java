package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.query.ValidationErrors.Explanation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlSelect;

/** What TUMBLE and HOP do not take. */
record WindowErrors(Map<String, Relation> relations) {
    private static final Set<String> WINDOWS = Set.of("TUMBLE", "HOP");

    /** Empty for a call of another function. */
    Optional<Explanation> explained(SqlCall call) {
        String function = call.getOperator().getName();
        if (!WINDOWS.contains(function)) {
            return Optional.empty();
        }
        return time(function, call)
                .or(() -> length(function, call))
                .or(() -> Optional.of(new Explanation(
                        function + " takes a timestamp as its time and intervals as its lengths; it is written "
                                + FunctionForms.of(function),
                        call.getParserPosition())));
    }

    /** Of a DESCRIPTOR of a column that is no time. */
    private Optional<Explanation> time(String function, SqlCall window) {
        List<SqlCall> calls = SqlPlaces.calls(window);
        Optional<SqlIdentifier> column = calls.stream()
                .filter(call -> call.getKind() == SqlKind.DESCRIPTOR && call.operandCount() == 1)
                .flatMap(call -> call.getOperandList().stream())
                .filter(SqlIdentifier.class::isInstance)
                .map(SqlIdentifier.class::cast)
                .findFirst();
        List<ColumnSchema> columns = calls.stream()
                .flatMap(WindowErrors::table)
                .filter(relations::containsKey)
                .map(relations::get)
                .map(relation -> relation.schema().columns())
                .findFirst()
                .orElse(List.of());
        return column.flatMap(name -> columns.stream()
                .filter(known -> known.name().equals(name.names.getLast()) && known.type() != ColumnType.TIMESTAMP)
                .findFirst()
                .map(known -> new Explanation(
                        function + " takes a timestamp as its time, found " + known.name() + " of type "
                                + known.type().spelling() + times(columns),
                        name.getParserPosition())));
    }

    /** What a query with nothing but a FROM, or a TABLE, reads. */
    private static Stream<String> table(SqlCall call) {
        SqlNode from = call instanceof SqlSelect select
                ? select.getFrom()
                : call.getKind() == SqlKind.EXPLICIT_TABLE ? call.operand(0) : null;
        SqlNode named = from instanceof SqlCall as && as.getKind() == SqlKind.AS ? as.operand(0) : from;
        return named instanceof SqlIdentifier table ? Stream.of(table.names.getLast()) : Stream.empty();
    }

    private static String times(List<ColumnSchema> columns) {
        List<String> times = columns.stream()
                .filter(column -> column.type() == ColumnType.TIMESTAMP)
                .map(column -> "DESCRIPTOR(" + column.name() + ")")
                .toList();
        return times.isEmpty()
                ? "; make one of it in a view, as in CAST(x AS TIMESTAMP) AS time"
                : "; write " + String.join(" or ", times);
    }

    /** Of a length that is no interval. */
    private static Optional<Explanation> length(String function, SqlCall window) {
        return window.getOperandList().stream()
                .filter(SqlNumericLiteral.class::isInstance)
                .findFirst()
                .map(number -> new Explanation(
                        function + " takes intervals as its lengths, found " + number + "; write INTERVAL '" + number
                                + "' MINUTE, or another unit",
                        number.getParserPosition()));
    }
}
