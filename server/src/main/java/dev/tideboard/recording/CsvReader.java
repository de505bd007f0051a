package dev.tideboard.recording;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads comma-separated records one at a time, quoted as RFC 4180 says; lines that start with {@code #} are skipped.
 *
 * <p>Bounded: a cell or a record beyond its limit is an error, not memory. One thread at a time.
 */
public final class CsvReader implements AutoCloseable {
    private static final int MAX_CELL = 10_000;
    private static final int MAX_CELLS = 2 * WideLayout.MAX_NAMES;
    private static final int END = -1;

    private final Reader in;
    private final String name;
    private final StringBuilder cell = new StringBuilder();
    private int line = 1;
    private int recordLine = 1;

    /** Reads from the source named; the reader should be buffered and is closed with this one. */
    public CsvReader(Reader in, String name) {
        this.in = in;
        this.name = name;
    }

    /** The next record that is neither blank nor a comment; an empty list at the end. */
    public List<String> next() throws IOException {
        while (true) {
            recordLine = line;
            int c = in.read();
            if (c == '#') {
                skipLine();
                continue;
            }
            if (c == END) {
                return List.of();
            }
            List<String> cells = record(c);
            if (cells.size() > 1 || !cells.getFirst().isBlank()) {
                return cells;
            }
        }
    }

    /** Where the last record began, as {@code file:line}. */
    public String position() {
        return name + ":" + recordLine;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private List<String> record(int first) throws IOException {
        List<String> cells = new ArrayList<>();
        int c = first;
        while (true) {
            cell.setLength(0);
            c = c == '"' ? quoted() : plain(c);
            cells.add(cell.toString());
            if (cells.size() > MAX_CELLS) {
                throw new RecordingException(position() + ": cells > limit=" + MAX_CELLS);
            }
            if (c != ',') {
                return cells;
            }
            c = in.read();
        }
    }

    /** Reads an unquoted cell that starts with c; gives the character that ended it. */
    private int plain(int c) throws IOException {
        while (c != ',' && c != '\n' && c != END) {
            if (c != '\r') {
                add(c);
            }
            c = in.read();
        }
        return ended(c);
    }

    private int quoted() throws IOException {
        while (true) {
            int c = in.read();
            if (c == END) {
                throw new RecordingException(position() + ": a quoted cell is not closed");
            }
            if (c == '\n') {
                line++;
            }
            if (c != '"') {
                add(c);
                continue;
            }
            c = in.read();
            if (c == '"') {
                add(c);
                continue;
            }
            if (c == '\r') {
                c = in.read();
            }
            if (c != ',' && c != '\n' && c != END) {
                throw new RecordingException(
                        position() + ": '" + (char) c + "' after a closing quote, expected a comma");
            }
            return ended(c);
        }
    }

    private int ended(int c) {
        if (c == '\n') {
            line++;
        }
        return c;
    }

    private void add(int c) {
        if (cell.length() >= MAX_CELL) {
            throw new RecordingException(position() + ": cell length > limit=" + MAX_CELL);
        }
        cell.append((char) c);
    }

    private void skipLine() throws IOException {
        int c = in.read();
        while (c != '\n' && c != END) {
            c = in.read();
        }
        line++;
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
