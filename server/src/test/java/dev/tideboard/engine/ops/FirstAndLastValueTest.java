package dev.tideboard.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.ops.AggregateCall.Function;
import dev.tideboard.engine.ops.AggregateRun.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The values in the first and the last row, of rows that come and go: against looking through them. */
class FirstAndLastValueTest {
    private static final Comparator<Row> BY_TIME = Comparator.comparing(row -> (Long) row.at());

    private final Dictionary dictionary = new Dictionary();

    @ParameterizedTest
    @EnumSource(
            value = Function.class,
            names = {"FIRST_VALUE", "LAST_VALUE", "ARG_MIN", "ARG_MAX"})
    void areThoseOfTheRowsThatAreThereWhateverComesAndGoes(Function function) {
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            AggregateRun run = new AggregateRun(AggregateRun.call(function, ColumnType.LONG), dictionary);
            for (int step = 0; step < 300; step++) {
                QuantileTest.churn(
                        run,
                        random,
                        step / 50 % 2 == 0,
                        () -> random.nextInt(3) == 0 ? AggregateRun.NULL : (Object) (long) random.nextInt(5));
                for (int group = 0; group < 3; group++) {
                    assertThat(run.result(group)).isEqualTo(found(run.rows(), group, function));
                }
            }
        }
    }

    private static Object found(List<Row> rows, int group, Function function) {
        boolean first = function == Function.FIRST_VALUE || function == Function.ARG_MIN;
        boolean known = function == Function.ARG_MIN || function == Function.ARG_MAX;
        // of rows at one time, those without a value lose
        Comparator<Row> nulls = Comparator.comparing(row -> row.value().equals(AggregateRun.NULL) == first);
        Comparator<Row> values = Comparator.comparing(row -> row.value() instanceof Long value ? value : 0L);
        Comparator<Row> order = BY_TIME.thenComparing(nulls).thenComparing(values);
        List<Row> ordered = rows.stream()
                .filter(row -> row.group() == group && !row.at().equals(AggregateRun.NULL))
                .filter(row -> !known || !row.value().equals(AggregateRun.NULL))
                .sorted(order)
                .toList();
        if (ordered.isEmpty()) {
            return AggregateRun.NULL;
        }
        return (first ? ordered.getFirst() : ordered.getLast()).value();
    }
}
