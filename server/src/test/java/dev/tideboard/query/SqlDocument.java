package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Spelling;
import dev.tideboard.data.Unit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The guide to SQL, read as a test: its tables with their rows, and its examples with what they promise. */
record SqlDocument(String text, Map<Relation, List<List<Object>>> tables, List<Example> examples) {
    private static final Pattern TABLE = Pattern.compile("\\*\\*(\\w+)\\*\\*, key (.+)\n\n((?:\\|.*\n)+)");
    private static final Pattern BLOCK = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    /** A statement and the comment lines that follow it. */
    record Example(String sql, List<String> promises) {
        @Override
        public String toString() {
            return sql;
        }
    }

    static SqlDocument read() throws IOException {
        String text = Files.readString(Path.of("../docs/sql.md"));
        Map<Relation, List<List<Object>>> tables = new LinkedHashMap<>();
        TABLE.matcher(text).results().forEach(table -> {
            List<String> lines = table.group(3).lines().toList();
            Schema schema = new Schema(
                    cells(lines.getFirst()).stream().map(SqlDocument::column).toList());
            List<List<Object>> rows =
                    lines.stream().skip(2).map(line -> row(cells(line), schema)).toList();
            tables.put(
                    new Relation(table.group(1), schema, List.of(table.group(2).split(", "))), rows);
        });
        List<Example> examples = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            Arrays.stream(block.group(1).split("\n\n"))
                    .map(SqlDocument::example)
                    .forEach(examples::add);
        }
        return new SqlDocument(text, tables, examples);
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    /** A column from {@code name type} or {@code name type unit}. */
    static ColumnSchema column(String text) {
        List<String> words = List.of(text.split(" "));
        ColumnType type = ColumnType.spelled(words.get(1)).orElseThrow();
        return words.size() == 2
                ? ColumnSchema.of(words.getFirst(), type)
                : new ColumnSchema(words.getFirst(), type, new Unit(words.getLast()));
    }

    /** Values of {@code schema} as {@link ViewRun} gives them; an empty cell, or null, is missing. */
    static List<Object> row(List<String> cells, Schema schema) {
        List<Object> row = new ArrayList<>();
        for (String cell : cells) {
            ColumnType type = schema.column(row.size()).type();
            row.add(
                    cell.isEmpty() || cell.equals("null")
                            ? ViewRun.NULL
                            : switch (type.storage()) {
                                case TEXT -> cell;
                                case DOUBLE -> Double.parseDouble(cell);
                                case LONG ->
                                    type.isDecimal()
                                            ? new BigDecimal(cell).stripTrailingZeros()
                                            : Spelling.whole(cell, type);
                            });
        }
        return row;
    }

    private static Example example(String text) {
        List<String> lines = text.lines().toList();
        return new Example(
                String.join(
                        "\n",
                        lines.stream().filter(line -> !line.startsWith("-- ")).toList()),
                lines.stream()
                        .filter(line -> line.startsWith("-- "))
                        .map(line -> line.substring(3))
                        .toList());
    }
}
