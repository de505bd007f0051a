package dev.tideboard.recording;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/** The wide cache as a CSV file: a header, then one line per time; a missing value is an empty cell. */
final class WideCsv {
    private WideCsv() {}

    static List<String> columns(Path file) throws IOException {
        try (CsvRecords csv = open(file)) {
            return csv.next();
        }
    }

    static RowCursor rows(Path file, WideLayout layout) {
        try {
            CsvRecords csv = open(file);
            return new Cursor(csv, layout, csv.next(), file);
        } catch (IOException failure) {
            throw RecordingException.unreadable(file, failure);
        }
    }

    private static CsvRecords open(Path file) throws IOException {
        BufferedReader in = Files.newBufferedReader(file);
        return new CsvRecords(in, String.valueOf(file.getFileName()));
    }

    /** Writes all rows; gives the size that the same values would have in long form. */
    static LongForm write(Path file, Recording recording) throws IOException {
        WideLayout layout = recording.layout();
        LongForm longForm = new LongForm(layout);
        try (BufferedWriter out = Files.newBufferedWriter(file);
                RowCursor rows = recording.rows()) {
            StringBuilder line = new StringBuilder(WideColumns.TIME);
            for (String name : layout.columnNames()) {
                CsvRecords.appendCell(line.append(','), name);
            }
            out.append(line).append('\n');
            long last = Long.MIN_VALUE;
            while (rows.hasNext()) {
                WideRow row = rows.next();
                refuseDisorder(row.at(), last, file.toString());
                last = row.at();
                line.setLength(0);
                appendRow(line, row, longForm);
                out.append(line);
            }
        }
        return longForm;
    }

    private static void appendRow(StringBuilder line, WideRow row, LongForm longForm) {
        String time = MarketTime.format(row.at());
        line.append(time);
        int width = row.layout().width();
        for (int column = 0; column < width; column++) {
            line.append(',');
            double value = row.value(column);
            if (!WideRow.isMissing(value)) {
                int before = line.length();
                Decimals.append(line, value);
                longForm.add(column, time.length(), line.length() - before);
            }
        }
        line.append('\n');
    }

    private static void refuseDisorder(long at, long last, String position) {
        if (at <= last) {
            throw new RecordingException(position + ": time " + MarketTime.format(at) + " does not follow "
                    + MarketTime.format(last) + ": expected rows in ascending time, each time once");
        }
    }

    /** Walks the lines of a file. */
    private static final class Cursor implements RowCursor {
        private final CsvRecords csv;
        private final Path file;
        private final WideLayout layout;
        private final List<String> names;
        private final int[] places;
        private final int timeColumn;
        private final double[] values;
        private List<String> cells;
        private long last = Long.MIN_VALUE;

        Cursor(CsvRecords csv, WideLayout layout, List<String> names, Path file) throws IOException {
            this.csv = csv;
            this.file = file;
            this.layout = layout;
            this.names = names;
            this.places = WideColumns.places(names, layout);
            this.timeColumn = names.indexOf(WideColumns.TIME);
            this.values = new double[layout.width()];
            this.cells = csv.next();
        }

        @Override
        public boolean hasNext() {
            return !cells.isEmpty();
        }

        @Override
        public WideRow next() {
            if (cells.isEmpty()) {
                throw new NoSuchElementException("no row after " + csv.position());
            }
            if (cells.size() != names.size()) {
                throw new RecordingException(csv.position() + ": " + cells.size() + " cells, expected " + names.size()
                        + " as in the header");
            }
            try {
                WideRow row = new WideRow(layout, time(), values());
                cells = csv.next();
                return row;
            } catch (IOException failure) {
                throw RecordingException.unreadable(file, failure);
            }
        }

        private long time() {
            long at = MarketTime.parse(cells.get(timeColumn));
            refuseDisorder(at, last, csv.position());
            last = at;
            return at;
        }

        private double[] values() {
            Arrays.fill(values, WideRow.MISSING);
            for (int column = 0; column < places.length; column++) {
                String cell = cells.get(column);
                if (places[column] >= 0 && !cell.isEmpty()) {
                    values[places[column]] = number(cell, names.get(column));
                }
            }
            return values;
        }

        private double number(String cell, String column) {
            try {
                double value = Double.parseDouble(cell);
                if (Double.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException notANumber) {
                // falls through to the message that NaN and infinities get as well
            }
            throw new RecordingException(csv.position() + ": column " + column + " holds '" + cell
                    + "', expected a finite number, or an empty cell for a missing value");
        }

        @Override
        public void close() {
            try {
                csv.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
