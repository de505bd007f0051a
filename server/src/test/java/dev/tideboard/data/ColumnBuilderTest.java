package dev.tideboard.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnBuilderTest {
    private final Dictionary dictionary = new Dictionary();

    @ParameterizedTest
    @ValueSource(strings = {"text", "long", "double"})
    void copiesRowsInBulkAsOneByOne(String spelling) {
        ColumnType type = ColumnType.spelled(spelling).orElseThrow();
        Random random = new Random(3);
        ColumnBuilder bulk = new ColumnBuilder(type, 0);
        List<Object> expected = new ArrayList<>();
        List<Column> views = new ArrayList<>();
        List<List<Object>> seen = new ArrayList<>();
        for (int round = 0; round < 60; round++) {
            Column source = source(type, random, random.nextBoolean());
            int[] rows = random.ints(random.nextInt(50) + 2, 0, source.size()).toArray();
            int from = random.nextInt(rows.length);
            int to = from + random.nextInt(rows.length - from);
            bulk.addAll(source, rows, from, to);
            for (int i = from; i < to; i++) {
                expected.add(source.boxed(rows[i], "null"));
            }
            views.add(bulk.view());
            seen.add(List.copyOf(expected));
        }

        for (int round = 0; round < views.size(); round++) {
            assertThat(values(views.get(round)))
                    .as("what was seen in round %d", round)
                    .isEqualTo(seen.get(round));
        }
        assertThat(values(bulk.build())).isEqualTo(expected);
    }

    private Column source(ColumnType type, Random random, boolean allNull) {
        ColumnBuilder source = new ColumnBuilder(type, 0);
        for (int row = 0; row < 40; row++) {
            if (allNull || random.nextInt(4) == 0) {
                source.addNull();
            } else if (type == ColumnType.TEXT) {
                source.addText("text " + random.nextInt(9), dictionary);
            } else if (type == ColumnType.LONG) {
                source.addLong(random.nextLong());
            } else {
                source.addDouble(random.nextDouble());
            }
        }
        return source.build();
    }

    private static List<Object> values(Column column) {
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
            values.add(column.boxed(row, "null"));
        }
        return values;
    }
}
