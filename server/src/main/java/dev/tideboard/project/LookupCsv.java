package dev.tideboard.project;

import dev.tideboard.csv.CsvReader;
import dev.tideboard.csv.CsvReader.Cell;
import dev.tideboard.csv.CsvReader.CsvException;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the rows of a lookup table from its CSV file. The first row names the columns, in any order; columns the table
 * does not have are passed over; an empty cell is a missing value, {@code ""} is the empty text.
 */
public final class LookupCsv {
    private static final int MOST_CELLS = 2_000;
    private static final long MOST_BYTES = 64_000_000;

    private LookupCsv() {}

    /** The rows that could be read, and what was wrong with the others. */
    public record Rows(RowBatch batch, List<Problem> problems) {}

    /** Reads the file of {@code table}; an optional file that is absent has no rows. */
    public static Rows read(Table table, Dictionary dictionary) {
        Path file = table.csv().file();
        Problems problems = new Problems();
        RowBatchBuilder rows = new RowBatchBuilder(table.schema(), 256);
        if (!(table.csv().optional() && !Files.exists(file))) {
            try (CsvReader in = open(file)) {
                List<Cell> header = in.readRow();
                int[] sources = sources(file, header, table.schema(), problems);
                if (problems.isEmpty()) {
                    new RowReader(table, header.size(), sources, dictionary, problems).readAll(in, rows);
                }
            } catch (CsvException e) {
                problems.add(new Position(file, e.line(), e.column()), Rule.SYNTAX, "not CSV: " + e.getMessage());
            } catch (IOException e) {
                problems.add(Position.of(file), Rule.FILE, "the file cannot be read: " + e);
            }
        }
        return new Rows(rows.build(), problems.sorted());
    }

    private static CsvReader open(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("bytes=" + Files.size(file) + " > " + MOST_BYTES);
        }
        return new CsvReader(Files.newBufferedReader(file, StandardCharsets.UTF_8), MOST_CELLS, false);
    }

    /** For each column of the table the cell of a row that holds it. */
    private static int[] sources(Path file, List<Cell> header, Schema schema, Problems problems) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (Cell cell : header) {
            if (places.putIfAbsent(cell.text(), places.size()) != null) {
                problems.add(
                        new Position(file, cell.line(), cell.column()),
                        Rule.DUPLICATE_NAME,
                        "the column " + Quote.of(cell.text()) + " appears again");
            }
        }
        int[] sources = new int[schema.size()];
        for (int i = 0; i < sources.length; i++) {
            String name = schema.column(i).name();
            Integer place = places.get(name);
            if (place == null) {
                problems.unknown(
                        new Position(file, 1, 1),
                        Rule.UNKNOWN_NAME,
                        "the first row does not name the column " + name + " of the table",
                        name,
                        places.keySet());
            }
            sources[i] = place == null ? -1 : place;
        }
        return sources;
    }

    /** Reads rows into a batch; a row with an error is left out as a whole. */
    private record RowReader(Table table, int width, int[] sources, Dictionary dictionary, Problems problems) {

        void readAll(CsvReader in, RowBatchBuilder rows) throws IOException, CsvException {
            Map<List<String>, Integer> lines = new HashMap<>();
            for (List<Cell> cells = in.readRow(); !cells.isEmpty(); cells = in.readRow()) {
                int before = problems.size();
                RowBatchBuilder row = new RowBatchBuilder(table.schema(), 1);
                checkWidth(cells);
                for (int i = 0; i < sources.length; i++) {
                    readCell(cells, i, row);
                }
                if (problems.size() == before && isNew(cells, lines)) {
                    row.endRow();
                    rows.addRow(row.build(), 0, 1);
                }
            }
        }

        /** A cell too many is most often a comma in a text without quotes, which moves all cells behind it. */
        private void checkWidth(List<Cell> cells) {
            cells.stream()
                    .skip(width)
                    .filter(cell -> !cell.isMissing())
                    .findFirst()
                    .ifPresent(cell -> problems.add(
                            new Position(table.csv().file(), cell.line(), cell.column()),
                            Rule.BAD_VALUE,
                            "the row has " + cells.size() + " cells, and the first row names " + width + " columns",
                            "as many; a text with a comma in it stands in \"quotes\""));
        }

        /** A second row of the same key would silently stand in for the first. */
        private boolean isNew(List<Cell> cells, Map<List<String>, Integer> lines) {
            if (table.key().isEmpty()) {
                return true;
            }
            List<Cell> key = table.key().stream()
                    .map(column -> cells.get(sources[table.schema().indexOf(column)]))
                    .toList();
            List<String> texts = key.stream().map(Cell::text).toList();
            Cell first = key.getFirst();
            Integer line = lines.putIfAbsent(texts, first.line());
            if (line != null) {
                problems.add(
                        new Position(table.csv().file(), first.line(), first.column()),
                        Rule.DUPLICATE_NAME,
                        "the key " + String.join(", ", table.key()) + " = " + Quote.of(String.join(", ", texts))
                                + " is that of line " + line + " already",
                        "each key once");
            }
            return line == null;
        }

        private void readCell(List<Cell> cells, int index, RowBatchBuilder row) {
            ColumnSchema column = table.schema().column(index);
            Path file = table.csv().file();
            Cell first = cells.getFirst();
            if (sources[index] >= cells.size()) {
                problems.add(
                        new Position(file, first.line(), first.column()),
                        Rule.MISSING_KEY,
                        "the row has " + cells.size() + " cells, none for the column " + column.name());
                return;
            }
            Cell cell = cells.get(sources[index]);
            Position at = new Position(file, cell.line(), cell.column());
            if (cell.isMissing()) {
                if (table.key().contains(column.name())) {
                    problems.add(at, Rule.BAD_VALUE, "the key column " + column.name() + " has no value", "a value");
                }
                row.column(index).addNull();
                return;
            }
            Optional<String> expected = CellParser.add(cell.text(), column.type(), row.column(index), dictionary);
            expected.ifPresent(words -> problems.add(
                    at, Rule.BAD_VALUE, "the column " + column.name() + " has " + Quote.of(cell.text()), words));
        }
    }

    /** The columns a CSV file has, each of the narrowest type that all its values read as. */
    static Schema infer(Path file, Problems problems) {
        try (CsvReader in = open(file)) {
            List<Cell> header = in.readRow();
            List<Optional<ColumnType>> types = new ArrayList<>();
            header.forEach(cell -> types.add(Optional.empty()));
            for (List<Cell> cells = in.readRow(); !cells.isEmpty(); cells = in.readRow()) {
                for (int i = 0; i < Math.min(cells.size(), types.size()); i++) {
                    if (!cells.get(i).isMissing()) {
                        types.set(
                                i,
                                Optional.of(CellParser.narrow(
                                        types.get(i), cells.get(i).text())));
                    }
                }
            }
            return schema(file, header, types, problems);
        } catch (CsvException e) {
            problems.add(new Position(file, e.line(), e.column()), Rule.SYNTAX, "not CSV: " + e.getMessage());
        } catch (IOException e) {
            problems.add(Position.of(file), Rule.FILE, "the file cannot be read: " + e);
        }
        return new Schema(List.of());
    }

    private static Schema schema(Path file, List<Cell> header, List<Optional<ColumnType>> types, Problems problems) {
        Map<String, ColumnSchema> columns = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            Cell cell = header.get(i);
            Position at = new Position(file, cell.line(), cell.column());
            if (!Grammar.NAME.pattern().matcher(cell.text()).matches()) {
                problems.add(
                        at,
                        Rule.BAD_VALUE,
                        "the column " + Quote.of(cell.text()) + " cannot be named so in SQL",
                        Grammar.NAME.expected() + ", or columns: in the table, without it");
            } else if (columns.containsKey(cell.text())) {
                problems.add(at, Rule.DUPLICATE_NAME, "the column " + Quote.of(cell.text()) + " appears again");
            } else {
                columns.put(
                        cell.text(), ColumnSchema.of(cell.text(), types.get(i).orElse(ColumnType.TEXT)));
            }
        }
        if (header.isEmpty()) {
            problems.add(Position.of(file), Rule.SYNTAX, "the file is empty", "a first row that names the columns");
        }
        return new Schema(List.copyOf(columns.values()));
    }
}
