package dev.tideboard.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

    @ParameterizedTest
    @ValueSource(strings = {"text", "long", "double"})
    void keepsThePairsOfRowsThatHaveTheSameValueOrBothNone(String spelling) {
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            Column column = fewValues(ColumnType.spelled(spelling).orElseThrow(), random);
            int[] rows = random.ints(50, 0, column.size()).toArray();
            int[] others = random.ints(50, 0, column.size()).toArray();
            List<String> expected = IntStream.range(0, 50)
                    .filter(pair -> column.sameValue(rows[pair], column, others[pair]))
                    .mapToObj(pair -> rows[pair] + " and " + others[pair])
                    .toList();

            int kept = column.keepSame(rows, others, 50);

            assertThat(IntStream.range(0, kept).mapToObj(pair -> rows[pair] + " and " + others[pair]))
                    .containsExactlyElementsOf(expected);
        }
    }

    private Column fewValues(ColumnType type, Random random) {
        ColumnBuilder column = new ColumnBuilder(type, 0);
        boolean nulls = random.nextBoolean();
        for (int row = 0; row < 40; row++) {
            int value = random.nextInt(3);
            switch (type.storage()) {
                case LONG -> column.addLong(value);
                case DOUBLE -> column.addDouble(value == 0 ? -0.0 : value - 1);
                case TEXT -> column.addText("text " + value, dictionary);
            }
            if (nulls && random.nextInt(4) == 0) {
                column.makeNull(row);
            }
        }
        return column.build();
    }

    @Test
    void takesValuesWrittenInBulkBehindThoseAddedOneByOne() {
        ColumnBuilder longs = new ColumnBuilder(ColumnType.LONG, 1);
        ColumnBuilder doubles = new ColumnBuilder(ColumnType.DOUBLE, 1);
        longs.addLong(1);
        doubles.addDouble(1);
        for (int round = 0; round < 20; round++) {
            long[] longsWritten = longs.longsFor(2);
            double[] doublesWritten = doubles.doublesFor(2);
            for (int i = 0; i < 2; i++) {
                int at = longs.size() + i;
                longsWritten[at] = at;
                doublesWritten[at] = at;
            }
            longs.written(2);
            doubles.written(2);
        }
        longs.makeNull(2);
        doubles.makeNull(2);

        assertThat(values(longs.build()))
                .hasSize(41)
                .startsWith(1L, 1L, "null", 3L)
                .endsWith(40L);
        assertThat(values(doubles.build()))
                .hasSize(41)
                .startsWith(1.0, 1.0, "null", 3.0)
                .endsWith(40.0);
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
