package dev.tideboard.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.ops.AggregateCall.Function;
import dev.tideboard.engine.ops.AggregateRun.Row;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantiles, exact and about, of rows that come and go: against sorting them. */
class QuantileTest {
    private static final int GROUPS = 3;
    private static final List<String> SHARES =
            List.of("0", "0.1", "0.25", "0.333333333", "0.5", "0.9", "0.95", "0.999", "1");

    private final Dictionary dictionary = new Dictionary();

    private static Quantile quantile(String share) {
        return Quantile.of(new BigDecimal(share));
    }

    private AggregateRun of(Function function, ColumnType type, Object... values) {
        AggregateRun run = new AggregateRun(AggregateRun.call(function, type), dictionary);
        List<Row> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(new Row(0, 0L, value));
        }
        run.change(rows, List.of());
        return run;
    }

    private static Object at(String share, AggregateRun run, Function function, ColumnType type) {
        return run.result(AggregateRun.call(function, type, quantile(share)), 0);
    }

    @Test
    void aShareOfTheValuesIsCountedExactly() {
        Object[] thirty = new Object[30];
        for (int i = 0; i < 30; i++) {
            thirty[i] = (long) i + 1;
        }
        AggregateRun run = of(Function.PERCENTILE_DISC, ColumnType.LONG, thirty);

        assertThat(at("0.1", run, Function.PERCENTILE_DISC, ColumnType.LONG)).isEqualTo(3L);
        assertThat(at("0.100000001", run, Function.PERCENTILE_DISC, ColumnType.LONG))
                .isEqualTo(4L);
        assertThat(at("0.7", run, Function.PERCENTILE_DISC, ColumnType.LONG)).isEqualTo(21L);
        assertThat(at("0.5", run, Function.PERCENTILE_CONT, ColumnType.LONG)).isEqualTo(15.5);
    }

    @Test
    void theLeastIsAtZeroAndTheGreatestAtOneFromEitherEnd() {
        AggregateRun run = of(Function.PERCENTILE_DISC, ColumnType.LONG, 5L, Long.MIN_VALUE, Long.MAX_VALUE);
        assertThat(at("0", run, Function.PERCENTILE_DISC, ColumnType.LONG)).isEqualTo(Long.MIN_VALUE);
        assertThat(at("1", run, Function.PERCENTILE_DISC, ColumnType.LONG)).isEqualTo(Long.MAX_VALUE);
        assertThat(at("0", run, Function.PERCENTILE_CONT, ColumnType.LONG)).isEqualTo(-0x1p63);

        AggregateCall greatest = AggregateRun.call(
                Function.PERCENTILE_DISC, ColumnType.LONG, quantile("0").reversed());
        AggregateCall least = AggregateRun.call(
                Function.PERCENTILE_DISC, ColumnType.LONG, quantile("1").reversed());
        assertThat(run.result(greatest, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(run.result(least, 0)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void betweenTheGreatestDoublesLiesOneThatExists() {
        AggregateRun run = of(Function.PERCENTILE_CONT, ColumnType.DOUBLE, -Double.MAX_VALUE, Double.MAX_VALUE);

        assertThat(at("0.5", run, Function.PERCENTILE_CONT, ColumnType.DOUBLE)).isEqualTo(0.0);
        assertThat((Double) at("0.75", run, Function.PERCENTILE_CONT, ColumnType.DOUBLE))
                .isCloseTo(Double.MAX_VALUE / 2, withinPercentage(1e-9));
    }

    @Test
    void ofOneValueAndOfEqualOnesEveryQuantileIsThatValue() {
        for (Object[] values : new Object[][] {{2.5}, {2.5, 2.5, 2.5, 2.5}, {AggregateRun.NULL, 2.5}}) {
            AggregateRun run = of(Function.PERCENTILE_CONT, ColumnType.DOUBLE, values);
            assertThat(SHARES).allSatisfy(share -> {
                assertThat(at(share, run, Function.PERCENTILE_CONT, ColumnType.DOUBLE))
                        .isEqualTo(2.5);
                assertThat(at(share, run, Function.PERCENTILE_DISC, ColumnType.DOUBLE))
                        .isEqualTo(2.5);
            });
        }
    }

    @Test
    void ofNothingButNullsItIsNull() {
        for (Function function :
                List.of(Function.PERCENTILE_CONT, Function.PERCENTILE_DISC, Function.APPROX_PERCENTILE)) {
            AggregateRun run = of(function, ColumnType.DOUBLE, AggregateRun.NULL, AggregateRun.NULL);
            assertThat(run.result(0)).isEqualTo(AggregateRun.NULL);

            run.change(List.of(new Row(0, 0L, 1.0)), List.of());
            run.change(List.of(), List.of(new Row(0, 0L, 1.0)));
            assertThat(run.result(0)).isEqualTo(AggregateRun.NULL);
        }
    }

    @Test
    void minusZeroIsZero() {
        AggregateRun exact = of(Function.PERCENTILE_DISC, ColumnType.DOUBLE, -0.0, 0.0, -0.0);
        AggregateRun about = of(Function.APPROX_PERCENTILE, ColumnType.DOUBLE, -0.0, 0.0, -0.0);

        assertThat(exact.result(0)).isEqualTo(0.0);
        assertThat(about.result(0)).isEqualTo(0.0);
    }

    @Test
    void betweenTwoTimesLiesATime() {
        AggregateRun run = of(Function.PERCENTILE_CONT, ColumnType.TIMESTAMP, 1_767_225_600_000L, 1_767_225_661_000L);

        assertThat(run.result(0)).isEqualTo(1_767_225_630_500L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void exactQuantilesAreThoseOfTheSortedRowsWhateverComesAndGoes(int seed) {
        Random random = new Random(seed);
        ColumnType type = seed % 2 == 0 ? ColumnType.LONG : ColumnType.DOUBLE;
        AggregateRun run = new AggregateRun(AggregateRun.call(Function.PERCENTILE_CONT, type), dictionary);
        for (int step = 0; step < 120; step++) {
            churn(run, random, step / 30 % 2 == 0, () -> value(random, type));
            check(run, type);
        }
    }

    private static void check(AggregateRun run, ColumnType type) {
        for (int group = 0; group < GROUPS; group++) {
            List<Object> sorted = sorted(run, group);
            for (String share : SHARES) {
                Quantile quantile = quantile(share);
                assertThat(run.result(AggregateRun.call(Function.PERCENTILE_DISC, type, quantile), group))
                        .isEqualTo(discrete(sorted, share));
                assertThat(run.result(AggregateRun.call(Function.PERCENTILE_DISC, type, quantile.reversed()), group))
                        .isEqualTo(discrete(sorted.reversed(), share));
                Object between = run.result(AggregateRun.call(Function.PERCENTILE_CONT, type, quantile), group);
                assertThat(between).isEqualTo(continuous(sorted, share));
            }
        }
    }

    private static List<Object> sorted(AggregateRun run, int group) {
        return run.known(group).stream()
                .map(value -> value instanceof Double real ? (Object) (real + 0.0) : value)
                .sorted(QuantileTest::compare)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    /** The first value at which so many have come. */
    private static Object discrete(List<Object> sorted, String share) {
        BigDecimal size = BigDecimal.valueOf(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            if (new BigDecimal(share).multiply(size).compareTo(BigDecimal.valueOf(i + 1L)) <= 0) {
                return sorted.get(i);
            }
        }
        return AggregateRun.NULL;
    }

    private static Object continuous(List<Object> sorted, String share) {
        if (sorted.isEmpty()) {
            return AggregateRun.NULL;
        }
        BigDecimal place = new BigDecimal(share).multiply(BigDecimal.valueOf(sorted.size() - 1L));
        int before = place.setScale(0, RoundingMode.FLOOR).intValueExact();
        double beyond = place.subtract(BigDecimal.valueOf(before)).doubleValue();
        double low = ((Number) sorted.get(before)).doubleValue();
        double high = beyond == 0 ? low : ((Number) sorted.get(before + 1)).doubleValue();
        return Double.isInfinite(high - low) ? low * (1 - beyond) + high * beyond : low + (high - low) * beyond;
    }

    /** A batch of rows that come, more or fewer of them than go. */
    static void churn(AggregateRun run, Random random, boolean growing, Supplier<Object> values) {
        List<Row> added = new ArrayList<>();
        List<Row> gone = new ArrayList<>();
        List<Row> there = new ArrayList<>(run.rows());
        for (int i = 0; i < 1 + random.nextInt(100); i++) {
            if (there.isEmpty() || random.nextInt(10) < (growing ? 7 : 2)) {
                Object at = random.nextInt(9) == 0 ? AggregateRun.NULL : (Object) (long) random.nextInt(20);
                added.add(new Row(random.nextInt(GROUPS), at, values.get()));
            } else {
                gone.add(there.remove(random.nextInt(there.size())));
            }
        }
        if (random.nextInt(3) == 0) {
            Row passing = new Row(random.nextInt(GROUPS), 1L, values.get());
            added.add(passing);
            gone.add(passing);
        }
        run.change(added, gone);
    }

    private static Object value(Random random, ColumnType type) {
        boolean whole = type == ColumnType.LONG;
        return switch (random.nextInt(12)) {
            case 0 -> AggregateRun.NULL;
            case 1 -> whole ? (Object) Long.MIN_VALUE : (Object) (-Double.MAX_VALUE);
            case 2 -> whole ? (Object) Long.MAX_VALUE : (Object) Double.MAX_VALUE;
            case 3 -> whole ? (Object) 0L : (Object) (-0.0);
            case 4 -> whole ? (Object) random.nextLong() : (Object) Double.MIN_VALUE;
            default ->
                whole
                        ? (Object) (long) random.nextInt(-20, 20)
                        : (Object) (random.nextGaussian() * Math.pow(10, random.nextInt(9)));
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anApproximateQuantileIsWithinOnePercentAndThatOfAFreshSketch(int seed) {
        Random random = new Random(seed);
        ColumnType type = seed % 2 == 0 ? ColumnType.LONG : ColumnType.DOUBLE;
        AggregateRun run = new AggregateRun(AggregateRun.call(Function.APPROX_PERCENTILE, type), dictionary);
        for (int step = 0; step < 120; step++) {
            churn(run, random, step / 30 % 2 == 0, () -> value(random, type));
            AggregateRun fresh = run.fresh();
            for (int group = 0; group < GROUPS; group++) {
                List<Object> sorted = sorted(run, group);
                for (String share : SHARES) {
                    AggregateCall call = AggregateRun.call(Function.APPROX_PERCENTILE, type, quantile(share));
                    Object about = run.result(call, group);
                    if (sorted.isEmpty()) {
                        assertThat(about).isEqualTo(AggregateRun.NULL);
                        continue;
                    }
                    assertThat(about).isEqualTo(fresh.result(call, group));
                    assertWithinOnePercent((Double) about, ((Number) discrete(sorted, share)).doubleValue());
                }
            }
        }
    }

    private static void assertWithinOnePercent(double about, double exact) {
        assertThat(about).isFinite();
        // the least of all doubles lies on no finer grid than itself
        assertThat(about / 2).isCloseTo(exact / 2, within(Math.abs(exact) * 0.005 + Double.MIN_VALUE));
    }

    @Test
    void aBucketStandsForAllItsNumbersWithinOnePercent() {
        Random random = new Random(7);
        double before = Double.NEGATIVE_INFINITY;
        List<Double> numbers =
                new ArrayList<>(List.of(Double.MAX_VALUE, Double.MIN_NORMAL, Double.MIN_VALUE, 1.0, 0.0));
        for (int i = 0; i < 200_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            numbers.add(Double.isFinite(number) ? number : i);
            numbers.add(-i / 8.0);
        }
        numbers.sort(Comparator.naturalOrder());
        long last = Long.MIN_VALUE;
        for (double number : numbers) {
            long bucket = LogarithmicBuckets.of(number);
            assertThat(bucket).isGreaterThanOrEqualTo(last);
            assertThat(number).isGreaterThanOrEqualTo(before);
            assertWithinOnePercent(LogarithmicBuckets.number(bucket), number);
            assertThat(LogarithmicBuckets.of(-number)).isEqualTo(-bucket);
            last = bucket;
            before = number;
        }
    }

    @Test
    void aSketchOfAMillionValuesTakesTheMemoryOfItsBuckets() {
        Random random = new Random(1);
        AggregateRun run =
                new AggregateRun(AggregateRun.call(Function.APPROX_PERCENTILE, ColumnType.DOUBLE), dictionary);
        for (int batch = 0; batch < 1_000; batch++) {
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                rows.add(new Row(0, 0L, Math.exp(random.nextGaussian())));
            }
            run.change(rows, List.of());
            run.rows().clear();
        }

        assertThat(run.stateBytes()).isLessThan(64_000);
    }
}
