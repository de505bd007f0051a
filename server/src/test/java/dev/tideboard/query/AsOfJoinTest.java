package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each row with the one of the other side that is nearest in time. */
class AsOfJoinTest {
    private static final Schema METERED = Schema.of(
            ColumnSchema.of("region", ColumnType.TEXT),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            ColumnSchema.of("number", ColumnType.INT));
    private static final Schema PRICES = Schema.of(
            ColumnSchema.of("region", ColumnType.TEXT),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            ColumnSchema.of("price", ColumnType.DOUBLE));
    private static final String SQL = "SELECT m.number, p.price FROM metered m %s prices p"
            + " MATCH_CONDITION m.at %s p.at ON m.region = p.region";
    private static final String INNER = SQL.formatted("ASOF JOIN", ">=");
    private static final String OUTER = SQL.formatted("LEFT ASOF JOIN", ">=");
    private static final String NULL = ViewRun.NULL;

    private final Dictionary dictionary = new Dictionary();

    private ViewRun run(String sql) {
        Planner planner = new Planner(
                List.of(
                        new Relation("metered", METERED, List.of("number")),
                        new Relation("prices", PRICES, List.of("region", "at"))),
                dictionary);
        return new ViewRun(planner.plan(new ViewDefinition("test", sql, Map.of(), List.of())), dictionary);
    }

    private static Object[] metered(Object region, Object at, int number) {
        return new Object[] {region, at, number};
    }

    private static Object[] price(Object region, Object at, double price) {
        return new Object[] {region, at, price};
    }

    private static ViewRun meter(ViewRun run, int weight, Object[]... rows) {
        return run.change("metered", METERED, weight, rows);
    }

    private static ViewRun price(ViewRun run, int weight, Object[]... rows) {
        return run.change("prices", PRICES, weight, rows);
    }

    @Test
    void aRowStandsBesideTheLatestOneAtOrBeforeIt() {
        ViewRun run = run(INNER);
        price(run, 1, price("N", 10L, 1.0), price("N", 20L, 2.0), price("V", 12L, 9.0));
        meter(run, 1, metered("N", 9L, 1), metered("N", 10L, 2), metered("N", 19L, 3), metered("N", 25L, 4));

        assertThat(run.rows()).containsExactly(List.of(2L, 1.0), List.of(3L, 1.0), List.of(4L, 2.0));
    }

    @Test
    void aLateRowOfTheOtherSideMovesOnlyTheRowsUpToTheNextOne() {
        ViewRun run = run(INNER);
        price(run, 1, price("N", 10L, 1.0), price("N", 20L, 2.0));
        meter(run, 1, metered("N", 12L, 1), metered("N", 16L, 2), metered("N", 21L, 3));
        price(run, 1, price("N", 15L, 1.5));

        assertThat(run.last().size()).isEqualTo(2);
        assertThat(run.rows()).containsExactly(List.of(1L, 1.0), List.of(2L, 1.5), List.of(3L, 2.0));
    }

    @Test
    void aRevisedPartnerGoesAndItsSuccessorComesInOneTick() {
        ViewRun run = run(INNER);
        price(run, 1, price("N", 10L, 1.0));
        meter(run, 1, metered("N", 12L, 1));
        run.put(
                        "prices",
                        ViewRun.delta(
                                PRICES,
                                dictionary,
                                List.of(List.of(price("N", 10L, 7.0)), List.of(price("N", 10L, 1.0))),
                                1,
                                -1))
                .tick();

        assertThat(run.rows()).containsExactly(List.of(1L, 7.0));
    }

    @Test
    void withoutKeysTheNearestOfAllRowsIsThePartner() {
        ViewRun run = run(INNER.replace("m.region = p.region", "TRUE"));
        meter(run, 1, metered("N", 12L, 1), metered(NULL, 30L, 2));
        price(run, 1, price("V", 10L, 1.0), price("N", 20L, 2.0));

        assertThat(run.rows()).containsExactly(List.of(1L, 1.0), List.of(2L, 2.0));
    }

    @Test
    void aRowWithoutPartnerStaysInALeftJoinAndGetsOneLater() {
        ViewRun run = run(OUTER);
        meter(run, 1, metered("N", 12L, 1), metered(NULL, 12L, 2), metered("N", NULL, 3));
        assertThat(run.rows()).containsExactly(List.of(1L, NULL), List.of(2L, NULL), List.of(3L, NULL));

        price(run, 1, price("N", 12L, 5.0), price(NULL, 1L, 6.0), price("N", NULL, 7.0));
        assertThat(run.rows()).containsExactly(List.of(1L, 5.0), List.of(2L, NULL), List.of(3L, NULL));

        price(run, -1, price("N", 12L, 5.0));
        meter(run, -1, metered(NULL, 12L, 2));
        assertThat(run.rows()).containsExactly(List.of(1L, NULL), List.of(3L, NULL));
    }

    @Test
    void ofRowsOfOneTimeTheFirstInTheOrderOfTheirColumnsIsThePartnerAndOnlyOnce() {
        ViewRun run = run(INNER);
        meter(run, 1, metered("N", 12L, 1));
        price(run, 1, price("N", 10L, 3.0), price("N", 10L, 2.0), price("N", 10L, 2.0));
        assertThat(run.rows()).containsExactly(List.of(1L, 2.0));

        price(run, -1, price("N", 10L, 2.0), price("N", 10L, 2.0));
        assertThat(run.rows()).containsExactly(List.of(1L, 3.0));
    }

    @Test
    void keysThatNoSideHasAnyMoreAreForgotten() {
        ViewRun run = run(OUTER);
        for (int i = 0; i < 100; i++) {
            price(run, 1, price("N" + i, 10L, 1.0), price("N" + i, 10L, 2.0));
            meter(run, 1, metered("N" + i, 10L, 1), metered("N" + i, 11L, 1));
            price(run, -1, price("N" + i, 10L, 1.0), price("N" + i, 10L, 2.0));
            meter(run, -1, metered("N" + i, 10L, 1), metered("N" + i, 11L, 1));
        }

        assertThat(run.rows()).isEmpty();
        assertThat(run.circuit().nodes().stream()
                        .mapToLong(node -> node.operator().stateRows())
                        .sum())
                .isZero();
        assertThat(run.circuit().stateBytes()).isLessThan(20_000);
    }

    @Test
    void theKeyOfTheLeftSideIsThatOfTheJoin() {
        Planner planner = new Planner(
                List.of(
                        new Relation("metered", METERED, List.of("number")),
                        new Relation("prices", PRICES, List.of("region", "at"))),
                dictionary);
        assertThat(planner.plan(new ViewDefinition("test", OUTER, Map.of(), List.of()))
                        .key())
                .containsExactly("number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH_CONDITION m.at = p.at ON m.region = p.region",
                "MATCH_CONDITION m.at >= m.at ON m.region = p.region",
                "MATCH_CONDITION m.region >= p.region ON m.region = p.region",
                "MATCH_CONDITION m.at >= p.at ON m.region = p.region AND p.price > 3"
            })
    void whatIsNoComparisonOfTwoTimesOrNoEqualityIsRefused(String condition) {
        assertThatThrownBy(() -> run("SELECT m.number FROM metered m ASOF JOIN prices p " + condition))
                .isInstanceOf(SqlException.class)
                .hasMessageMatching("(?s).*(MATCH_CONDITION|ASOF).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASOF JOIN|>=", "ASOF JOIN|>", "ASOF JOIN|<=", "ASOF JOIN|<",
                "LEFT ASOF JOIN|>=", "LEFT ASOF JOIN|>", "LEFT ASOF JOIN|<=", "LEFT ASOF JOIN|<"
            })
    void everyHistoryGivesWhatLookingForTheNearestRowFromScratchGives(String kind) {
        String join = kind.substring(0, kind.indexOf('|'));
        String order = kind.substring(kind.indexOf('|') + 1);
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            ViewRun run = run(SQL.formatted(join, order));
            List<List<Object>> left = new ArrayList<>();
            List<List<Object>> right = new ArrayList<>();
            History history = seed % 10 == 0 ? new History(random, 2_000, 400) : new History(random, 30, 12);
            for (int tick = 0; tick < 25; tick++) {
                Changed metered = history.next(true, left);
                Changed prices = history.next(false, right);
                run.put("metered", ViewRun.delta(METERED, dictionary, metered.rows(), metered.weights()));
                run.put("prices", ViewRun.delta(PRICES, dictionary, prices.rows(), prices.weights()));
                run.tick();
                assertThat(run.rows())
                        .as("seed %s, tick %s", seed, tick)
                        .isEqualTo(nearest(left, right, join.startsWith("LEFT"), order));
            }
        }
    }

    /** Some rows come and some go, a few of them several times and in the same tick. */
    private record History(Random random, int spread, int most) {
        Changed next(boolean metered, List<List<Object>> live) {
            List<List<Object>> rows = new ArrayList<>();
            List<Integer> weights = new ArrayList<>();
            int count = random.nextInt(most);
            for (int i = 0; i < count; i++) {
                boolean goes = !live.isEmpty() && random.nextInt(5) < 2;
                List<Object> row = goes ? live.remove(random.nextInt(live.size())) : row(metered);
                rows.add(row);
                weights.add(goes ? -1 : 1);
                if (!goes) {
                    live.add(row);
                }
            }
            return new Changed(
                    rows, weights.stream().mapToInt(Integer::intValue).toArray());
        }

        private List<Object> row(boolean metered) {
            return List.of(
                    random.nextInt(20) == 0 ? NULL : "R" + random.nextInt(3),
                    random.nextInt(20) == 0 ? NULL : (Object) (long) random.nextInt(spread),
                    metered ? (Object) (long) random.nextInt(4) : (Object) (double) random.nextInt(4));
        }
    }

    /** Rows with their weights. */
    private record Changed(List<List<Object>> rows, int[] weights) {}

    private static List<List<Object>> nearest(
            List<List<Object>> left, List<List<Object>> right, boolean outer, String order) {
        Comparator<List<Object>> first = Comparator.comparing(row -> (Long) row.get(1));
        Comparator<List<Object>> nearest = order.startsWith(">") ? first.reversed() : first;
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : left) {
            Optional<List<Object>> partner = right.stream()
                    .filter(other -> !row.get(0).equals(NULL) && row.get(0).equals(other.get(0)))
                    .filter(other -> !row.get(1).equals(NULL) && !other.get(1).equals(NULL))
                    .filter(other -> holds((Long) row.get(1), order, (Long) other.get(1)))
                    .min(nearest.thenComparing(other -> (Double) other.get(2)));
            if (outer || partner.isPresent()) {
                rows.add(List.of(row.get(2), partner.map(other -> other.get(2)).orElse(NULL)));
            }
        }
        rows.sort(Comparator.comparing(Object::toString));
        return rows;
    }

    private static boolean holds(long one, String order, long other) {
        return switch (order) {
            case ">=" -> one >= other;
            case ">" -> one > other;
            case "<=" -> one <= other;
            default -> one < other;
        };
    }
}
