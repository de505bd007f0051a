package dev.tideboard.recording;

import java.io.IOException;
import java.util.List;

/** Records of a CSV file by the names of their columns. One thread at a time. */
final class CsvTable {
    private final CsvRecords csv;
    private final List<String> header;
    private List<String> cells = List.of();

    /** Reads the header, which must hold the columns wanted. */
    CsvTable(CsvRecords csv, List<String> wanted) throws IOException {
        this.csv = csv;
        this.header = csv.next();
        for (String column : wanted) {
            if (!header.contains(column)) {
                throw new RecordingException(csv.position() + ": no column " + column + ", expected " + wanted);
            }
        }
    }

    List<String> header() {
        return header;
    }

    boolean next() throws IOException {
        cells = csv.next();
        if (!cells.isEmpty() && cells.size() != header.size()) {
            throw new RecordingException(
                    csv.position() + ": " + cells.size() + " cells, expected " + header.size() + " as in the header");
        }
        return !cells.isEmpty();
    }

    String text(String column) {
        return cells.get(header.indexOf(column)).strip();
    }

    double number(String column) {
        return number(header.indexOf(column));
    }

    /** The number in a cell, missing when the cell is empty. */
    double number(int column) {
        String cell = cells.get(column).strip();
        if (cell.isEmpty()) {
            return WideRow.MISSING;
        }
        try {
            double value = Double.parseDouble(cell);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the message that NaN and infinities get as well
        }
        throw new RecordingException(csv.position() + ": " + header.get(column) + "='" + cell
                + "', expected a finite number or an empty cell");
    }

    String position() {
        return csv.position();
    }
}
