package dev.tideboard.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
    @Test
    void readsQuotedCellsCommentsAndBothLineEnds() throws IOException {
        assertThat(read("# by hand\na,b\r\n\"x, \"\"y\"\"\",\r\n\n\"two\nlines\",3"))
                .containsExactly(List.of("a", "b"), List.of("x, \"y\"", ""), List.of("two\nlines", "3"));
    }

    @Test
    void namesTheLineOfWhatItRefuses() {
        assertThatThrownBy(() -> read("a,b\n\"open"))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test.csv:2: a quoted cell is not closed");
        assertThatThrownBy(() -> read("a\n\"two\nlines\"\n\"x\"y"))
                .hasMessage("test.csv:4: 'y' after a closing quote, expected a comma");
        assertThatThrownBy(() -> read("a".repeat(10_001))).hasMessage("test.csv:1: cell length > limit=10000");
        assertThatThrownBy(() -> read(",".repeat(40_001))).hasMessage("test.csv:1: cells > limit=40000");
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
                    CsvReader.appendCell(text, cell);
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
        try (CsvReader csv = new CsvReader(new StringReader(text), "test.csv")) {
            for (List<String> cells = csv.next(); !cells.isEmpty(); cells = csv.next()) {
                records.add(cells);
            }
        }
        return records;
    }
}
