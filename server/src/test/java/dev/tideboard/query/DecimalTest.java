package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.RowFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Numbers whose digits after the point all count, such as money. */
class DecimalTest {
    private static final Schema SALES = Schema.of(
            ColumnSchema.of("id", ColumnType.INT),
            new ColumnSchema("price", ColumnType.decimal(2), new Unit("EUR")),
            ColumnSchema.of("rate", ColumnType.decimal(4)),
            ColumnSchema.of("n", ColumnType.INT),
            ColumnSchema.of("x", ColumnType.DOUBLE),
            ColumnSchema.of("big", ColumnType.LONG));

    private final OneTable table = new OneTable(
                    "sales",
                    SALES,
                    Map.of(
                            "least",
                            ParameterType.parse("decimal(18,2)"),
                            "prices",
                            ParameterType.parse("decimal(18,2)[]")))
            .with(1L, 999L, 12_500L, 3L, 9.99, 10L)
            .with(2L, -125L, 10_000L, 2L, 0.5, -1L)
            .with(3L, 10L, -5_000L, 1L, 0.1, 0L);

    @Test
    void sumsAreExactToTheLastDigit() {
        table.clear();
        for (long i = 0; i < 1000; i++) {
            table.with(i, 10L, 1L, 1L, 0.1, 1L);
        }

        assertThat(table.rows("SELECT SUM(price) AS p, SUM(rate) AS r, AVG(price) AS a FROM sales"))
                .containsExactly("100.00 0.1000 0.1");
    }

    @Test
    void theMeanOfEqualDecimalsIsEachOfThem() {
        table.clear();
        for (long i = 0; i < 200; i++) {
            table.with(i, 363L, 1L, 1L, 0.1, 1L);
        }

        assertThat(table.rows("SELECT AVG(price) AS a FROM sales")).containsExactly("3.63");
        assertThat(table.rows("SELECT DISTINCT AVG(price) OVER (ORDER BY id) AS a FROM sales"))
                .containsExactly("3.63");
    }

    @Test
    void additionKeepsTheFinerScaleAndMultiplicationAddsThem() {
        assertThat(
                        table.rows(
                                "SELECT price + rate AS a, price - 1 AS b, price * rate AS c, price * n AS d FROM sales WHERE id = 1"))
                .containsExactly("11.2400 8.99 12.487500 29.97");
    }

    @Test
    void aLiteralIsExactBesideADecimalAndADoubleElsewhere() {
        assertThat(table.type("price * 0.9")).isEqualTo("decimal(18,3)");
        assertThat(table.type("price + 0.125")).isEqualTo("decimal(18,3)");
        assertThat(table.type("CASE WHEN n > 1 THEN price ELSE 0.5 END")).isEqualTo("decimal(18,2)");
        assertThat(table.type("COALESCE(price, 0.125, 1)")).isEqualTo("decimal(18,3)");
        assertThat(table.type("n * 0.9")).isEqualTo("double");
        assertThat(table.type("CASE WHEN n > 1 THEN 1 ELSE 0.5 END")).isEqualTo("double");
        assertThat(table.type("0.5")).isEqualTo("double");
        assertThat(table.rows("SELECT price * 0.9 AS y FROM sales WHERE id = 1"))
                .containsExactly("8.991");
    }

    @Test
    void besideADoubleEverythingIsADouble() {
        assertThat(table.type("price * x")).isEqualTo("double");
        assertThat(table.type("COALESCE(price, x)")).isEqualTo("double");
        assertThat(table.type("price / n")).isEqualTo("double");
        assertThat(table.type("price * 0.9e0")).isEqualTo("double");
        assertThat(table.type("AVG(price)")).isEqualTo("double");
        assertThat(table.rows("SELECT price / n AS a, price + x AS b, SQRT(price * 4) AS c FROM sales WHERE id = 3"))
                .containsExactly("0.1 0.2 0.6324555320336759");
    }

    @Test
    void comparisonsAreExactWhateverTheTypeOfTheOtherSide() {
        assertThat(table.rows("SELECT id FROM sales WHERE price = 9.99")).containsExactly("1");
        assertThat(table.rows("SELECT id FROM sales WHERE price > 9.989 AND price < 9.991"))
                .containsExactly("1");
        assertThat(table.rows("SELECT id FROM sales WHERE price = x")).containsExactly("1", "3");
        assertThat(table.rows("SELECT id FROM sales WHERE price < big")).containsExactly("1", "2");
        assertThat(table.rows("SELECT id FROM sales WHERE price < -9000000000000000000 OR rate > 9223372036854775807"))
                .isEmpty();
        assertThat(table.rows("SELECT id FROM sales WHERE rate > n OR rate = 1.25"))
                .containsExactly("1");
        assertThat(table.rows("SELECT id FROM sales WHERE price IN (9.99, -1.25, 0.1001)"))
                .containsExactly("1", "2");
        assertThat(table.rows("SELECT id FROM sales WHERE price NOT IN (9.99, -1.25, 0.1001)"))
                .containsExactly("3");
        assertThat(table.rows("SELECT id FROM sales WHERE price BETWEEN 0.1 AND 9.99"))
                .containsExactly("1", "3");
        assertThat(table.rows("SELECT id FROM sales WHERE NULLIF(price, 0.1) IS NULL"))
                .containsExactly("3");
    }

    @Test
    void roundingTakesHalvesAwayFromZero() {
        assertThat(
                        table.rows(
                                "SELECT ROUND(price, 1) AS a, ROUND(price) AS b, ROUND(price, -1) AS c, FLOOR(price) AS d,"
                                        + " CEIL(price) AS e, ABS(price) AS f, SIGN(price) AS g, -price AS h FROM sales WHERE id = 2"))
                .containsExactly("-1.3 -1 0.00 -2 -1 1.25 -1 1.25");
        assertThat(table.type("ROUND(price, 1)")).isEqualTo("decimal(18,1)");
        assertThat(table.type("ROUND(price, 5)")).isEqualTo("decimal(18,2)");
        assertThat(table.type("FLOOR(price)")).isEqualTo("decimal(18,0)");
    }

    @Test
    void castsRoundToADecimalAndCutOffToAWholeNumber() {
        assertThat(table.rows(
                        "SELECT CAST(rate AS DECIMAL(18, 1)) AS a, CAST(price AS INTEGER) AS b, CAST(price AS VARCHAR) AS c,"
                                + " CAST(x AS DECIMAL(10, 3)) AS d, CAST('7.5' AS DECIMAL(4, 2)) AS e, CAST(price AS DOUBLE) AS f,"
                                + " CAST(NULL AS DECIMAL(9, 3)) AS g, CAST(n AS DECIMAL(3, 1)) AS h, CAST(0.125 AS DECIMAL(9, 2)) AS i"
                                + " FROM sales WHERE id = 1"))
                .containsExactly("1.3 9 9.99 9.990 7.50 9.99 null 3.0 0.13");
        assertThat(table.type("CAST(NULL AS DECIMAL(9, 3))")).isEqualTo("decimal(18,3)");
    }

    @Test
    void groupsAndJoinsCompareTheValueNotTheDigits() {
        String own = "SELECT a.id AS a, b.id AS b FROM sales a JOIN sales b ON ";
        table.with(4L, 100L, 10_000L, 1L, 1.0, 1L);
        assertThat(table.rows(own + "a.rate = b.price")).containsExactlyInAnyOrder("2 4", "4 4");
        assertThat(table.rows(own + "a.price = b.big")).containsExactly("4 4");
        assertThat(table.rows(own + "a.price = b.x")).containsExactlyInAnyOrder("1 1", "3 3", "4 4");
        assertThat(table.rows("SELECT rate, COUNT(*) AS n, MAX(price) AS most FROM sales GROUP BY rate"))
                .containsExactlyInAnyOrder("1.2500 1 9.99", "1.0000 2 1.00", "-0.5000 1 0.10");
        assertThat(table.rows(
                        "SELECT price AS v FROM sales WHERE id = 1 UNION SELECT rate AS v FROM sales WHERE id = 2"))
                .containsExactlyInAnyOrder("9.9900", "1.0000");
    }

    @Test
    void spreadsAndExtremesAreOfTheValue() {
        assertThat(
                        table.rows(
                                "SELECT MIN(price) AS a, MAX(rate) AS b, ROUND(VAR_POP(price), 6) AS c, ARG_MAX(price, rate) AS d,"
                                        + " COUNT(DISTINCT price) AS e, GREATEST(MAX(price), MAX(rate)) AS f FROM sales WHERE id <> 2"))
                .containsExactly("0.10 1.2500 24.453025 9.99 2 9.9900");
    }

    @Test
    void quantilesInterpolateBetweenAmounts() {
        assertThat(
                        table.rows(
                                "SELECT MEDIAN(price) AS a, PERCENTILE_DISC(1) WITHIN GROUP (ORDER BY price) AS b,"
                                        + " PERCENTILE_CONT(0.75) WITHIN GROUP (ORDER BY price) AS c, ROUND(APPROX_PERCENTILE(price, 1), 0) AS d,"
                                        + " LAST_VALUE(price) WITHIN GROUP (ORDER BY id) AS e, APPROX_COUNT_DISTINCT(price) AS f FROM sales"))
                .containsExactly("0.1 9.99 5.045 10.0 0.10 3");
    }

    @Test
    void windowFunctionsGiveAmounts() {
        assertThat(
                        table.rows(
                                "SELECT id, LAG(price) OVER (ORDER BY id) AS a, LAG(price, 1, 0.125) OVER (ORDER BY id) AS b,"
                                        + " SUM(price) OVER (ORDER BY id) AS c, AVG(price) OVER (ORDER BY id ROWS 1 PRECEDING) AS d FROM sales"))
                .containsExactlyInAnyOrder(
                        "1 null 0.125 9.99 9.99", "2 9.99 9.990 8.74 4.37", "3 -1.25 -1.250 8.84 -0.575");
    }

    @Test
    void parametersAndFiltersAreReadExactly() {
        assertThat(table.rows(
                        "SELECT id FROM sales WHERE price >= :least", Binding.of(Map.of("least", List.of("0.10")))))
                .containsExactly("1", "3");
        assertThat(table.rows(
                        "SELECT id FROM sales WHERE price IN (:prices)",
                        Binding.of(Map.of("prices", List.of("9.99", "0.1")))))
                .containsExactly("1", "3");
        assertThat(table.rows("SELECT id, price FROM sales", Binding.of(Map.of("price", List.of("-1.25")))))
                .containsExactly("2 -1.25");
    }

    @Test
    void unitsGoTheWayOfAllNumbers() {
        assertThat(table.plan("SELECT SUM(price * n) AS y FROM sales")
                        .schema()
                        .column(0)
                        .unit())
                .isEqualTo(new Unit("EUR"));
        assertThat(table.plan("SELECT CAST(price AS DECIMAL(9, 1)) AS y FROM sales")
                        .schema()
                        .column(0)
                        .unit())
                .isEqualTo(new Unit("EUR"));
    }

    @Test
    void moreThanEighteenDigitsAreAFailureNotAnotherNumber() {
        table.with(5L, 999_999_999_999_999_999L, 1L, 1L, 1e300, Long.MAX_VALUE);

        assertThatThrownBy(() -> table.rows("SELECT price + 1 AS y FROM sales"))
                .isInstanceOf(RowFailure.class)
                .hasMessageContaining("overflow");
        assertThatThrownBy(() -> table.rows("SELECT SUM(price) AS y FROM sales WHERE n = 1"))
                .isInstanceOf(RowFailure.class)
                .hasMessageContaining("overflow");
        assertThatThrownBy(() -> table.rows("SELECT price * big AS y FROM sales"))
                .isInstanceOf(RowFailure.class);
        assertThatThrownBy(() -> table.rows("SELECT CAST(x AS DECIMAL(18, 2)) AS y FROM sales"))
                .isInstanceOf(RowFailure.class)
                .hasMessageContaining("is no decimal(18,2)");
        assertThatThrownBy(() -> table.plan("SELECT price * rate * rate * rate * rate * rate AS y FROM sales"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("22 digits after the point, at most 18");
    }
}
