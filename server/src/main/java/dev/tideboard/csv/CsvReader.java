package dev.tideboard.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV as RFC 4180 has it, row by row, each cell with its line and column. Bounded: a cell or a row beyond the limits
 * is an error, so a file that is no CSV costs no memory. One thread at a time.
 */
public final class CsvReader implements AutoCloseable {
    private static final int LONGEST_CELL = 10_000;
    private static final int END = -1;

    private final BufferedReader in;
    private final int mostCells;
    private final boolean comments;
    private int next;
    private int line = 1;
    private int column = 1;

    /** A cell; {@code quoted} tells the empty text from a missing value. */
    public record Cell(String text, boolean quoted, int line, int column) {
        public boolean isMissing() {
            return text.isEmpty() && !quoted;
        }
    }

    /** Text that is not CSV, with its place. */
    public static final class CsvException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final int column;

        CsvException(String message, int line, int column) {
            super(message);
            this.line = line;
            this.column = column;
        }

        public int line() {
            return line;
        }

        public int column() {
            return column;
        }
    }

    /**
     * Reads from {@code in}, which is closed with this.
     *
     * @param mostCells how many cells a row may have
     * @param comments whether lines that begin with {@code #} are left out
     */
    public CsvReader(Reader in, int mostCells, boolean comments) throws IOException {
        this.in = new BufferedReader(in);
        this.mostCells = mostCells;
        this.comments = comments;
        this.next = this.in.read();
        if (next == '\uFEFF') {
            next = this.in.read();
        }
    }

    /** The cells of the next row that is not empty; an empty list at the end. */
    public List<Cell> readRow() throws IOException, CsvException {
        while (next == '\n' || next == '\r' || (comments && next == '#')) {
            if (next == '#') {
                skipLine();
            } else {
                advance();
            }
        }
        List<Cell> cells = new ArrayList<>();
        if (next == END) {
            return cells;
        }
        cells.add(readCell());
        while (next == ',') {
            advance();
            if (cells.size() == mostCells) {
                throw new CsvException("more than " + mostCells + " cells in a row", line, column);
            }
            cells.add(readCell());
        }
        return cells;
    }

    private void skipLine() throws IOException {
        while (next != '\n' && next != '\r' && next != END) {
            advance();
        }
    }

    private Cell readCell() throws IOException, CsvException {
        int startLine = line;
        int startColumn = column;
        StringBuilder text = new StringBuilder();
        if (next != '"') {
            while (next != ',' && next != '\n' && next != '\r' && next != END) {
                append(text);
            }
            return new Cell(text.toString(), false, startLine, startColumn);
        }
        advance();
        while (true) {
            if (next == END) {
                throw new CsvException("the quote opened here is never closed", startLine, startColumn);
            }
            if (next != '"') {
                append(text);
                continue;
            }
            advance();
            if (next != '"') {
                break;
            }
            append(text);
        }
        if (next != ',' && next != '\n' && next != '\r' && next != END) {
            throw new CsvException("text after a closing quote; a quote inside is written twice", line, column);
        }
        return new Cell(text.toString(), true, startLine, startColumn);
    }

    private void append(StringBuilder text) throws IOException, CsvException {
        if (text.length() == LONGEST_CELL) {
            throw new CsvException("a cell of more than " + LONGEST_CELL + " characters", line, column);
        }
        text.append((char) next);
        advance();
    }

    private void advance() throws IOException {
        int passed = next;
        next = in.read();
        boolean endsLine = passed == '\n' || (passed == '\r' && next != '\n');
        if (endsLine) {
            line++;
            column = 1;
        } else if (!Character.isLowSurrogate((char) passed)) {
            column++;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
