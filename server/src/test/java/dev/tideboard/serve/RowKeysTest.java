package dev.tideboard.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowKeysTest {

    @Test
    void holdsEachKeyOnceWhicheverBatchBroughtIt() {
        Random random = new Random(11);
        Dictionary dictionary = new Dictionary();
        Schema schema = Schema.of(
                ColumnSchema.of("value", ColumnType.DOUBLE),
                ColumnSchema.of("name", ColumnType.TEXT),
                ColumnSchema.of("number", ColumnType.LONG));
        RowKeys keys = new RowKeys(new int[] {1, 2}, 4);
        Set<String> model = new HashSet<>();
        for (int batch = 0; batch < 20; batch++) {
            RowBatchBuilder builder = new RowBatchBuilder(schema, 100);
            String[] texts = new String[100];
            for (int row = 0; row < 100; row++) {
                String name = "n" + random.nextInt(40);
                int number = random.nextInt(40);
                builder.column(0).addDouble(random.nextDouble());
                builder.column(1).addText(name, dictionary);
                if (number == 0) {
                    builder.column(2).addNull();
                } else {
                    builder.column(2).addLong(number);
                }
                builder.endRow();
                texts[row] = name + "/" + number;
            }
            RowBatch rows = builder.build();
            for (int row = 0; row < 100; row++) {
                assertThat(keys.contains(rows, row)).isEqualTo(model.contains(texts[row]));
                assertThat(keys.add(rows, row)).isEqualTo(model.add(texts[row]));
            }
        }
    }
}
