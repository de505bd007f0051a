package dev.tideboard.project;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plans a toy SQL by hand: {@code SELECT name type, … FROM relation KEY name, …} has these columns and this key, the word
 * {@code WRONG} is an error at its place, and the relation must be known.
 */
final class FixedColumns implements ViewChecker {
    static final Factory FACTORY = FixedColumns::new;
    private static final Pattern SQL =
            Pattern.compile("SELECT\\s+(.*?)\\s+FROM\\s+(\\w+)(?:\\s+KEY\\s+([\\w, ]+))?\\s*", Pattern.DOTALL);

    private final Set<String> known = new HashSet<>();
    final List<String> asked = new ArrayList<>();

    FixedColumns(List<Table> tables) {
        tables.forEach(table -> known.add(table.name()));
    }

    @Override
    public Verdict check(View view) {
        asked.add(view.name());
        String sql = view.sql().text();
        int wrong = sql.indexOf("WRONG");
        if (wrong >= 0) {
            int line = (int) sql.substring(0, wrong).lines().count() + (sql.startsWith("\n", wrong - 1) ? 1 : 0);
            int column = wrong - sql.lastIndexOf('\n', wrong);
            return new Refused(List.of(new SqlFault(Math.max(1, line), column, "the word WRONG is wrong")));
        }
        Matcher parts = SQL.matcher(sql);
        if (!parts.matches() || !known.contains(parts.group(2))) {
            return new Refused(List.of(new SqlFault(1, 1, "no such relation")));
        }
        known.add(view.name());
        List<ColumnSchema> columns = new ArrayList<>();
        for (String column : parts.group(1).split(",\\s*")) {
            String[] words = column.strip().split("\\s+");
            columns.add(new ColumnSchema(words[0], type(words[1]), Unit.NONE));
        }
        String key = parts.group(3);
        return new Planned(
                new Schema(columns),
                key == null ? List.of() : List.of(key.strip().split(",\\s*")),
                view.polled().isSaid());
    }

    private static ColumnType type(String word) {
        return ColumnType.spelled(word).orElseThrow();
    }
}
