package dev.tideboard.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.ops.AggregateCall.Function;
import dev.tideboard.engine.ops.AggregateRun.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Approximate counts of distinct values of rows that come and go: against counting them. */
class ApproximateDistinctTest {
    private final Dictionary dictionary = new Dictionary();

    private AggregateRun run(Function function, ColumnType type) {
        return new AggregateRun(AggregateRun.call(function, type), dictionary);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theEstimateIsNearTheCountAndThatOfAFreshSketch(int seed) {
        Random random = new Random(seed);
        AggregateRun run = run(Function.APPROX_COUNT_DISTINCT, ColumnType.LONG);
        int distinct = 10 << (2 * seed);
        for (int step = 0; step < 200; step++) {
            QuantileTest.churn(
                    run,
                    random,
                    step / 50 % 2 == 0,
                    () -> random.nextInt(9) == 0 ? AggregateRun.NULL : (Object) (long) random.nextInt(distinct));
            AggregateRun fresh = run.fresh();
            for (int group = 0; group < 3; group++) {
                long about = (Long) run.result(group);
                long exact = run.known(group).stream().distinct().count();
                assertThat(about).isEqualTo(fresh.result(group));
                assertThat((double) about).isCloseTo((double) exact, within(0.5 + (double) exact * 0.08));
            }
        }
        run.change(List.of(), List.copyOf(run.rows()));
        assertThat(run.result(0)).isEqualTo(0L);
    }

    @Test
    void aFewValuesAreCountedMostlyExactly() {
        Random random = new Random(4);
        int exact = 0;
        for (int trial = 0; trial < 2_000; trial++) {
            HashCells cells = new HashCells();
            for (int i = 0; i < 20; i++) {
                cells.add(ValueHash.of(random.nextLong()), 1 + random.nextInt(3));
            }
            assertThat(cells.estimate()).isBetween(17L, 21L);
            exact += cells.estimate() == 20 ? 1 : 0;
        }
        assertThat(exact).isGreaterThan(1_800);
    }

    @ParameterizedTest
    @CsvSource({"100, 0.013", "1000, 0.016", "10000, 0.018", "100000, 0.018"})
    void theErrorIsAsSmallAsTheGuideSays(int distinct, double deviation) {
        Random random = new Random(distinct);
        int trials = 200;
        double squares = 0;
        double sum = 0;
        for (int trial = 0; trial < trials; trial++) {
            HashCells cells = new HashCells();
            for (int i = 0; i < distinct; i++) {
                cells.add(ValueHash.of(random.nextLong()), 1);
            }
            double error = (double) cells.estimate() / distinct - 1;
            sum += error;
            squares += error * error;
        }
        assertThat(Math.sqrt(squares / trials)).isLessThan(deviation);
        assertThat(sum / trials).isCloseTo(0, within(deviation / 4)); // no bias
    }

    @Test
    void numbersInARowAreAsGoodAsRandomOnes() {
        HashCells cells = new HashCells();
        for (long i = 0; i < 50_000; i++) {
            cells.add(ValueHash.of(i * 60_000), 1);
        }
        assertThat((double) cells.estimate()).isCloseTo(50_000, within(50_000 * 0.05));
    }

    @Test
    void theHashOfATextIsThatOfItsLettersAndNotOfItsCode() {
        List<Row> names = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            names.add(new Row(0, 0L, "station " + i));
        }
        AggregateRun one = run(Function.APPROX_COUNT_DISTINCT, ColumnType.TEXT);
        one.change(names, List.of());
        Dictionary elsewhere = new Dictionary();
        elsewhere.intern("something else");
        AggregateRun other =
                new AggregateRun(AggregateRun.call(Function.APPROX_COUNT_DISTINCT, ColumnType.TEXT), elsewhere);
        other.change(names.reversed(), List.of());

        assertThat((Long) one.result(0)).isEqualTo(other.result(0)).isBetween(2_850L, 3_150L);
    }

    @Test
    void minusZeroIsZero() {
        AggregateRun run = run(Function.APPROX_COUNT_DISTINCT, ColumnType.DOUBLE);
        run.change(List.of(new Row(0, 0L, 0.0), new Row(0, 0L, -0.0)), List.of());
        assertThat(run.result(0)).isEqualTo(1L);

        run.change(List.of(), List.of(new Row(0, 0L, -0.0)));
        assertThat(run.result(0)).isEqualTo(1L);
    }

    @Test
    void aHundredThousandValuesTakeATwentiethOfTheMemoryOfCountingThem() {
        AggregateRun about = run(Function.APPROX_COUNT_DISTINCT, ColumnType.LONG);
        AggregateRun exact = run(Function.COUNT_DISTINCT, ColumnType.LONG);
        for (AggregateRun run : List.of(about, exact)) {
            List<Row> rows = new ArrayList<>();
            for (long i = 0; i < 100_000; i++) {
                rows.add(new Row(0, 0L, i));
            }
            run.change(rows, List.of());
        }
        assertThat(about.stateBytes() * 20).isLessThan(exact.stateBytes());

        List<Row> most = List.copyOf(about.rows().subList(10, 100_000));
        about.change(List.of(), most);
        assertThat(about.result(0)).isEqualTo(10L);
        assertThat(about.stateBytes()).isLessThan(1_000);
    }
}
