package dev.tideboard.query;

import dev.tideboard.data.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Names of tables and columns that a query does not have where they stand. */
record NameErrors(SqlText text, Map<String, Relation> relations, SqlNode query) {
    private static final Set<String> CLOCKS = Set.of(
            "CURRENT_DATE", "CURRENT_TIMESTAMP", "CURRENT_TIME", "LOCALTIMESTAMP", "LOCALTIME", "TODAY", "SYSDATE");

    private static final Set<String> COMPARISONS = Set.of("=", "<", ">", "LIKE", "ILIKE", "IN");
    private static final String UNNAMED = "; what a subquery computes is named by AS and a name behind it";

    private SqlScope scope(SqlParserPos where) {
        return SqlScope.at(where, query, relations);
    }

    /** Of what stands in FROM, or before a dot. */
    String noTable(String name, SqlParserPos where) {
        SqlScope scope = scope(where);
        int index = index(where);
        String before = index > 0 ? text.tokens().get(index - 1).upper() : "";
        boolean schema = isBeforeDot(where) && (before.equals("FROM") || before.equals("JOIN"));
        String table = schema && index + 2 < text.tokens().size()
                ? text.tokens().get(index + 2).text()
                : "";
        if (relations.containsKey(table)) {
            return "no table or view has a schema before its name, found " + name + "; write " + before + " " + table;
        }
        if (isBeforeDot(where) && !schema) {
            return scope.sources().stream()
                    .filter(source -> source.table().equals(name))
                    .findFirst()
                    .map(source -> name + " is called " + source.alias() + " in this query; write " + source.alias()
                            + " before the dot")
                    .orElseGet(() -> noAlias(name, scope));
        }
        Set<String> known = new TreeSet<>(relations.keySet());
        SqlPlaces.calls(query).stream()
                .filter(SqlWithItem.class::isInstance)
                .forEach(item -> known.add(((SqlWithItem) item).name.getSimple()));
        return "no table or view is called " + name + SqlErrors.known(name, known);
    }

    private String noAlias(String name, SqlScope scope) {
        String also = relations.containsKey(name) ? ", which FROM does not read" : "";
        Collection<String> aliases = scope.aliases();
        return "nothing in this FROM is called " + name + also
                + (aliases.isEmpty()
                        ? "; give the rows of FROM a name behind them, or leave " + name + ". out"
                        : SqlErrors.known(name, aliases));
    }

    private int index(SqlParserPos where) {
        return text.index(text.written(where.getLineNum(), where.getColumnNum()));
    }

    private boolean isBeforeDot(SqlParserPos where) {
        int index = index(where);
        return index + 1 < text.tokens().size() && text.tokens().get(index + 1).is(".");
    }

    String noColumn(String name, SqlParserPos where) {
        if (CLOCKS.contains(name.toUpperCase(Locale.ROOT))) {
            return "there is no " + name + "; " + WrittenElsewhere.CLOCK;
        }
        if (name.equalsIgnoreCase(SqlFunctions.NOW)) {
            return "no column is called " + name + "; the time is written NOW()";
        }
        Optional<String> function = functionOf(name, where);
        if (function.isPresent()) {
            return function.get();
        }
        Optional<SqlJoin> using = using(where);
        if (using.isPresent()) {
            return notOfBoth(name, using.get());
        }
        SqlScope scope = scope(where);
        if (isBeforeDot(where)) {
            return noAlias(name, scope);
        }
        int index = index(where);
        List<SqlToken> tokens = text.tokens();
        if (index > 1 && tokens.get(index - 1).is(".")) {
            return notOf(name, tokens.get(index - 2).text().replace("\"", ""), scope);
        }
        return "no column is called " + name + unknown(name, index, scope);
    }

    /** How to go on from a name that nothing has. */
    private String unknown(String name, int index, SqlScope scope) {
        List<SqlToken> tokens = text.tokens();
        String found = index < tokens.size() ? tokens.get(index).text() : name;
        String inQuotes = "; a text is written in single quotes: '" + name + "'";
        if (found.startsWith("\"") && NearestName.to(name, scope.columns()).isEmpty()) {
            return inQuotes;
        }
        if (index > 0
                && tokens.get(index - 1).is("SELECT")
                && NearestName.to(name, List.of("DISTINCT")).isPresent()) {
            return "; did you mean DISTINCT?";
        }
        boolean inDescriptor = index > 1 && tokens.get(index - 2).is("DESCRIPTOR");
        boolean compared =
                index > 0 && COMPARISONS.contains(tokens.get(index - 1).upper());
        boolean far = NearestName.to(name, scope.columns()).isEmpty();
        return wayOut(name, scope, inDescriptor) + (compared && far ? inQuotes : "");
    }

    /** Of a unit of time, which other databases take for an argument, in a function that is not here. */
    private Optional<String> functionOf(String name, SqlParserPos where) {
        ParserStop place = new ParserStop(
                text.tokens(), text.index(text.written(where.getLineNum(), where.getColumnNum())), /* early= */ false);
        String function = place.enclosing(place.found());
        return SpanText.unit(name).isPresent() && WrittenElsewhere.of(function).isPresent()
                ? Optional.of(SqlErrors.noFunction(function))
                : Optional.empty();
    }

    private String wayOut(String name, SqlScope scope, boolean inDescriptor) {
        boolean given = SqlPlaces.calls(query).stream()
                .filter(call -> call.getKind() == SqlKind.AS)
                .anyMatch(call -> call.operand(1) instanceof SqlIdentifier alias
                        && alias.getSimple().equals(name));
        if (given) {
            return " here; it is what SELECT gives, so write what stands before its AS, or use a subquery";
        }
        Collection<String> columns = new TreeSet<>(scope.columns());
        if (inDescriptor) {
            columns.removeAll(SqlScope.OF_WINDOWS);
        }
        if (columns.isEmpty()) {
            return UNNAMED;
        }
        if (NearestName.to(name, columns).isEmpty() && SqlFunctions.names().contains(name.toUpperCase(Locale.ROOT))) {
            return "; a function is written " + FunctionForms.of(name);
        }
        if (NearestName.to(name, columns).isEmpty()) {
            List<String> others = relations.values().stream()
                    .filter(relation -> relation.schema().names().contains(name))
                    .map(Relation::name)
                    .sorted()
                    .toList();
            if (!others.isEmpty()) {
                return " in what FROM reads; " + String.join(" and ", others) + (others.size() > 1 ? " have" : " has")
                        + " one, to be read by JOIN";
            }
        }
        return SqlErrors.known(name, columns);
    }

    /** Of a column named with its rows before it. */
    private static String notOf(String name, String alias, SqlScope scope) {
        Collection<String> columns =
                scope.called(alias).map(SqlScope.Source::columns).orElse(List.of());
        List<String> others = scope.having(name);
        if (columns.isEmpty()) {
            return alias + " has no column " + name + UNNAMED;
        }
        return alias + " has no column " + name
                + (others.isEmpty() || NearestName.to(name, columns).isPresent()
                        ? SqlErrors.known(name, new TreeSet<>(columns))
                        : "; did you mean " + String.join(" or ", others) + "?");
    }

    private Optional<SqlJoin> using(SqlParserPos where) {
        return SqlPlaces.calls(query).stream()
                .filter(SqlJoin.class::isInstance)
                .map(SqlJoin.class::cast)
                .filter(join -> join.getConditionType() == JoinConditionType.USING)
                .filter(join -> Optional.ofNullable(join.getCondition())
                        .filter(columns -> SqlScope.contains(columns.getParserPosition(), where))
                        .isPresent())
                .findFirst();
    }

    private String notOfBoth(String name, SqlJoin join) {
        List<String> without = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (SqlScope side : SqlScope.sides(join, query, relations)) {
            boolean has = side.columns().contains(name);
            String alias = side.aliases().isEmpty() ? "one side" : String.join(", ", side.aliases());
            if (!has) {
                without.add(alias);
            }
            String column = has ? name : NearestName.to(name, side.columns()).orElse("key");
            columns.add(
                    (side.aliases().isEmpty() ? "t" : side.aliases().iterator().next()) + "." + column);
        }
        return "USING takes a column that both sides have, and " + String.join(" and ", without)
                + (without.size() > 1 ? " have" : " has") + " none called " + name + "; write ON "
                + String.join(" = ", columns);
    }

    String ambiguous(String column, SqlParserPos where) {
        List<String> having = scope(where).having(column);
        return "several tables of this query have a column " + column + "; say which, as in "
                + (having.size() > 1 ? String.join(" or ", having) : "t." + column);
    }

    String notGrouped(String expression, SqlParserPos where) {
        String plain = expression.replace("`", "");
        if (text.found(text.written(where.getLineNum(), where.getColumnNum())).equals("*")) {
            return "* beside GROUP BY, which has no single " + plain
                    + "; name the columns of GROUP BY, and aggregates of others such as MAX(x)";
        }
        return plain + " is neither in GROUP BY nor in an aggregate; add it to GROUP BY, or take MAX(" + plain
                + ") or another aggregate of it";
    }
}
