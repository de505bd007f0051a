package dev.tideboard.recording;

import dev.tideboard.csv.CsvReader;
import dev.tideboard.csv.CsvReader.Cell;
import dev.tideboard.csv.CsvReader.CsvException;
import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * The records of a CSV file one at a time, as texts; lines that start with {@code #} are skipped. One thread at a time.
 */
public final class CsvRecords implements AutoCloseable {
    private static final int MOST_CELLS = 2 * WideLayout.MAX_NAMES;

    private final CsvReader csv;
    private final String name;
    private int line = 1;

    /** Reads from the source named; the reader is closed with this one. */
    public CsvRecords(Reader in, String name) throws IOException {
        this.csv = new CsvReader(in, MOST_CELLS, true);
        this.name = name;
    }

    /** The next record that is neither blank nor a comment; an empty list at the end. */
    public List<String> next() throws IOException {
        while (true) {
            List<Cell> cells = row();
            if (!cells.isEmpty()) {
                line = cells.getFirst().line();
            }
            boolean blank = cells.size() == 1 && cells.getFirst().text().isBlank();
            if (!blank) {
                return cells.stream().map(Cell::text).toList();
            }
        }
    }

    /** Where the last record began, as {@code file:line}. */
    public String position() {
        return name + ":" + line;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private List<Cell> row() throws IOException {
        try {
            return csv.readRow();
        } catch (CsvException e) {
            throw new RecordingException(name + ":" + e.line() + ": " + e.getMessage());
        }
    }

    /** Appends a cell, quoted where its text would otherwise be read as something else. */
    static void appendCell(StringBuilder out, String text) {
        if (text.indexOf(',') < 0
                && text.indexOf('"') < 0
                && text.indexOf('\n') < 0
                && text.indexOf('\r') < 0
                && !text.startsWith("#")) {
            out.append(text);
            return;
        }
        out.append('"').append(text.replace("\"", "\"\"")).append('"');
    }
}
