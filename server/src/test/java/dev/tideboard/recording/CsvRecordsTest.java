package dev.tideboard.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {
    @Test
    void readsQuotedCellsCommentsAndBothLineEnds() throws IOException {
        assertThat(read("# by hand\na,b\r\n\"x, \"\"y\"\"\",\r\n\n\"two\nlines\",3"))
                .containsExactly(List.of("a", "b"), List.of("x, \"y\"", ""), List.of("two\nlines", "3"));
    }

    @Test
    void namesTheLineOfWhatItRefuses() {
        assertThatThrownBy(() -> read("a,b\n\"open"))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test.csv:2: the quote opened here is never closed");
        assertThatThrownBy(() -> read("a\n\"two\nlines\"\n\"x\"y"))
                .hasMessage("test.csv:4: text after a closing quote; a quote inside is written twice");
        assertThatThrownBy(() -> read("a".repeat(10_001)))
                .hasMessage("test.csv:1: a cell of more than 10000 characters");
        assertThatThrownBy(() -> read(",".repeat(40_001))).hasMessage("test.csv:1: more than 40000 cells in a row");
    }

    @Test
    void readsBackWhateverCellsAreWritten() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 500; round++) {
            List<List<String>> records = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                List<String> cells = List.of("k" + i, cell(random), cell(random), cell(random));
                records.add(cells);
                for (String cell : cells) {
                    CsvRecords.appendCell(text, cell);
                    text.append(',');
                }
                text.setCharAt(text.length() - 1, '\n');
            }
            assertThat(read(text.toString())).isEqualTo(records);
        }
    }

    private static String cell(Random random) {
        StringBuilder cell = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            cell.append("a1#, \"\n\r'é".charAt(random.nextInt(10)));
        }
        return cell.toString();
    }

    private static List<List<String>> read(String text) throws IOException {
        List<List<String>> records = new ArrayList<>();
        try (CsvRecords csv = new CsvRecords(new StringReader(text), "test.csv")) {
            for (List<String> cells = csv.next(); !cells.isEmpty(); cells = csv.next()) {
                records.add(cells);
            }
        }
        return records;
    }
}
