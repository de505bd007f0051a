package dev.tideboard.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * What a place of a query can name: the rows that the FROM around it reads, then those of the queries around that.
 *
 * @param sources the nearest first
 */
record SqlScope(List<Source> sources) {
    /** The columns that TUMBLE and HOP add. */
    static final List<String> OF_WINDOWS = List.of("window_start", "window_end");

    /** What Calcite calls what has no name. */
    private static final String INTERNAL = "EXPR$";

    /**
     * Rows to name columns of.
     *
     * @param alias what the query calls them; "" for nothing
     * @param table the table or view that they are of; "" for others
     */
    record Source(String alias, String table, List<String> columns) {}

    /** The scope at {@code where}; of the whole query where no SELECT is around that. */
    static SqlScope at(SqlParserPos where, SqlNode query, Map<String, Relation> relations) {
        Reading reading = new Reading(query, relations);
        List<SqlSelect> around = new ArrayList<>();
        List<SqlSelect> all = new ArrayList<>();
        for (SqlCall call : SqlPlaces.calls(query)) {
            if (call instanceof SqlSelect select) {
                all.add(select);
                if (contains(select.getParserPosition(), where)) {
                    around.addFirst(select);
                }
            }
        }
        List<Source> sources = new ArrayList<>();
        (around.isEmpty() ? all : around).forEach(select -> reading.from(select.getFrom(), sources));
        return new SqlScope(sources);
    }

    /** The two sides of {@code join}. */
    static List<SqlScope> sides(SqlJoin join, SqlNode query, Map<String, Relation> relations) {
        Reading reading = new Reading(query, relations);
        List<SqlScope> sides = new ArrayList<>();
        for (SqlNode side : List.of(join.getLeft(), join.getRight())) {
            List<Source> sources = new ArrayList<>();
            reading.from(side, sources);
            sides.add(new SqlScope(sources));
        }
        return sides;
    }

    static boolean contains(SqlParserPos span, SqlParserPos where) {
        boolean starts = span.getLineNum() < where.getLineNum()
                || (span.getLineNum() == where.getLineNum() && span.getColumnNum() <= where.getColumnNum());
        boolean ends = span.getEndLineNum() > where.getLineNum()
                || (span.getEndLineNum() == where.getLineNum() && span.getEndColumnNum() >= where.getColumnNum());
        return starts && ends;
    }

    Optional<Source> called(String alias) {
        return sources.stream().filter(source -> source.alias().equals(alias)).findFirst();
    }

    /** How each source may be named, in the order of the text. */
    Collection<String> aliases() {
        Set<String> names = new LinkedHashSet<>();
        sources.forEach(source -> names.add(source.alias()));
        names.remove("");
        return names;
    }

    /** The names of all columns. */
    Collection<String> columns() {
        Set<String> names = new LinkedHashSet<>();
        sources.forEach(source -> names.addAll(source.columns()));
        return names;
    }

    /** The sources that have a column called {@code column}, as it is named with them before it. */
    List<String> having(String column) {
        return sources.stream()
                .filter(source -> !source.alias().isEmpty() && source.columns().contains(column))
                .map(source -> source.alias() + "." + column)
                .toList();
    }

    /** Finds what FROM names in one query. */
    private record Reading(SqlNode query, Map<String, Relation> relations) {

        void from(@Nullable SqlNode from, List<Source> sources) {
            switch (from) {
                case SqlJoin join -> {
                    from(join.getLeft(), sources);
                    from(join.getRight(), sources);
                }
                case SqlIdentifier table ->
                    sources.add(new Source(table.names.getLast(), table.names.getLast(), columns(table)));
                case SqlCall call
                when call.getKind() == SqlKind.AS && call.operand(1) instanceof SqlIdentifier alias -> {
                    SqlNode named = call.operand(0);
                    String table = named instanceof SqlIdentifier name ? name.names.getLast() : "";
                    String simple = alias.getSimple();
                    sources.add(new Source(simple.startsWith(INTERNAL) ? "" : simple, table, columns(named)));
                }
                case null -> {}
                default -> sources.add(new Source("", "", columns(from)));
            }
        }

        private List<String> columns(SqlNode rows) {
            return switch (rows) {
                case SqlIdentifier table -> ofTable(table.names.getLast());
                case SqlSelect select -> ofSelect(select);
                case SqlCall table when table.getKind() == SqlKind.EXPLICIT_TABLE -> columns(table.operand(0));
                case SqlOrderBy ordered -> columns(ordered.query);
                case SqlWith with -> columns(with.body);
                case SqlCall call
                when call.getKind() == SqlKind.COLLECTION_TABLE && call.operand(0) instanceof SqlCall window ->
                    ofWindow(window);
                case SqlCall call when ParserStop.SETS.contains(call.getKind().name()) -> columns(call.operand(0));
                default -> List.of();
            };
        }

        private List<String> ofTable(String name) {
            if (relations.containsKey(name)) {
                return relations.get(name).schema().names();
            }
            return SqlPlaces.calls(query).stream()
                    .filter(SqlWithItem.class::isInstance)
                    .map(SqlWithItem.class::cast)
                    .filter(item -> item.name.getSimple().equals(name))
                    .findFirst()
                    .map(item -> columns(item.query))
                    .orElse(List.of());
        }

        private List<String> ofWindow(SqlCall window) {
            List<String> names = new ArrayList<>();
            SqlPlaces.calls(window).stream()
                    .filter(call -> call instanceof SqlSelect || call.getKind() == SqlKind.EXPLICIT_TABLE)
                    .findFirst()
                    .ifPresent(rows -> names.addAll(columns(rows)));
            names.addAll(OF_WINDOWS);
            return names;
        }

        private List<String> ofSelect(SqlSelect select) {
            List<String> names = new ArrayList<>();
            for (SqlNode item : select.getSelectList()) {
                if (item instanceof SqlCall call
                        && call.getKind() == SqlKind.AS
                        && call.operand(1) instanceof SqlIdentifier alias) {
                    names.add(alias.getSimple());
                } else if (item instanceof SqlIdentifier column && column.isStar()) {
                    List<Source> sources = new ArrayList<>();
                    from(select.getFrom(), sources);
                    sources.stream()
                            .filter(source -> column.names.size() < 2
                                    || column.names.getFirst().equals(source.alias()))
                            .forEach(source -> names.addAll(source.columns()));
                } else if (item instanceof SqlIdentifier column) {
                    names.add(column.names.getLast());
                }
            }
            names.removeIf(name -> name.startsWith(INTERNAL));
            return names;
        }
    }
}
