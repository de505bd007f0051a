package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.ViewPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The views of an electricity market board, from SQL to rows. */
class MarketViewsTest {
    private static final Schema READINGS = Schema.of(
            ColumnSchema.of("facility", ColumnType.TEXT),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            new ColumnSchema("power", ColumnType.DOUBLE, new Unit("MW")),
            new ColumnSchema("emissions", ColumnType.DOUBLE, new Unit("t")));
    private static final Schema MARKET = Schema.of(
            ColumnSchema.of("region", ColumnType.TEXT),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            new ColumnSchema("price", ColumnType.DOUBLE, new Unit("$/MWh")),
            new ColumnSchema("demand", ColumnType.DOUBLE, new Unit("MW")));
    private static final Schema FACILITIES = Schema.of(
            ColumnSchema.of("code", ColumnType.TEXT),
            ColumnSchema.of("name", ColumnType.TEXT),
            ColumnSchema.of("lat", ColumnType.DOUBLE),
            ColumnSchema.of("lon", ColumnType.DOUBLE),
            ColumnSchema.of("region", ColumnType.TEXT),
            ColumnSchema.of("fuel", ColumnType.TEXT));

    private static final String OUTPUT_NOW = """
            SELECT f.code, f.name, f.lat, f.lon, f.region, f.fuel, r.power, r.emissions, r.at
            FROM (SELECT * FROM readings QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) = 1) r
            JOIN facilities f ON f.code = r.facility
            """;

    private final Dictionary dictionary = new Dictionary();
    private final Planner planner = new Planner(
            List.of(
                    new Relation("readings", READINGS, List.of("facility", "at")),
                    new Relation("market", MARKET, List.of("region", "at")),
                    new Relation("facilities", FACILITIES, List.of("code"))),
            dictionary);

    private ViewPlan plan(String name, String sql) {
        return planner.plan(ViewDefinition.of(name, sql));
    }

    private static Object[] row(Object... values) {
        return values;
    }

    @Test
    void latestReadingPerFacilityFollowsRevisionsAndDeletions() {
        ViewPlan plan = plan("output_now", OUTPUT_NOW);
        assertThat(plan.key()).containsExactly("code");
        assertThat(plan.inputs()).containsExactly("facilities", "readings");
        assertThat(plan.schema().column(6)).isEqualTo(READINGS.column(2));
        ViewRun run = new ViewRun(plan, dictionary);
        run.change("facilities", FACILITIES, 1, row("A", "Alpha", 1.0, 2.0, "NSW1", "coal"));
        run.change("readings", READINGS, 1, row("A", 1000, 5.0, 1.0), row("A", 2000, 6.0, ViewRun.NULL));
        assertThat(run.rows())
                .containsExactly(List.of("A", "Alpha", 1.0, 2.0, "NSW1", "coal", 6.0, ViewRun.NULL, 2000L));
        run.change("readings", READINGS, -1, row("A", 2000, 6.0, ViewRun.NULL));
        assertThat(run.rows()).containsExactly(List.of("A", "Alpha", 1.0, 2.0, "NSW1", "coal", 5.0, 1.0, 1000L));
        run.change("facilities", FACILITIES, -1, row("A", "Alpha", 1.0, 2.0, "NSW1", "coal"));
        assertThat(run.rows()).isEmpty();
    }

    /** The five regions whose unweighted mean price is 38, which is not what the market pays. */
    @Test
    void priceIsWeightedByDemandAndFollowsTheRegionsAskedFor() {
        Planner more = planner.with(Relation.of(plan(
                "market_now",
                "SELECT * FROM market QUALIFY ROW_NUMBER() OVER (PARTITION BY region ORDER BY at DESC) = 1")));
        ViewPlan plan = more.plan(new ViewDefinition(
                "demand_weighted_price",
                "SELECT SUM(price * demand) / SUM(demand) AS price FROM market_now WHERE region IN (:region)",
                Map.of("region", ParameterType.parse("text[]")),
                List.of()));
        assertThat(plan.inputs()).containsExactly("market_now");
        assertThat(plan.schema().column(0).unit()).isEqualTo(new Unit("$/MWh"));
        Object[][] market = {
            row("NSW1", 0, 50.0, 8000.0),
            row("QLD1", 0, 100.0, 6000.0),
            row("VIC1", 0, 0.0, 4000.0),
            row("SA1", 0, -20.0, 1000.0),
            row("TAS1", 0, 60.0, 1000.0)
        };
        ViewRun all = new ViewRun(plan, dictionary);
        assertThat(all.change("market_now", MARKET, 1, market).rows()).containsExactly(List.of(52.0));
        Binding some = Binding.of(Map.of("region", List.of("NSW1", "VIC1")));
        ViewRun two = new ViewRun(plan, dictionary, some);
        assertThat(two.change("market_now", MARKET, 1, market).rows()).containsExactly(List.of(400000.0 / 12000.0));
    }

    @Test
    void powerByFuelAndFiveMinutesIsKeyedByBoth() {
        ViewPlan plan = plan("power_by_fuel", """
                SELECT window_end AS at, f.fuel, SUM(r.power) AS power, COUNT(*) AS facilities
                FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(at), INTERVAL '5' MINUTE)) r
                JOIN facilities f ON f.code = r.facility
                GROUP BY window_end, f.fuel
                """);
        assertThat(plan.key()).containsExactly("at", "fuel");
        ViewRun run = new ViewRun(plan, dictionary);
        run.change(
                "facilities",
                FACILITIES,
                1,
                row("A", "Alpha", 1.0, 2.0, "NSW1", "coal"),
                row("B", "Beta", 1.0, 2.0, "NSW1", "coal"));
        run.change(
                "readings", READINGS, 1, row("A", 299_999, 5.0, 1.0), row("B", 0, 7.0, 1.0), row("A", 300_000, 1, 1));
        assertThat(run.rows()).containsExactly(List.of(300_000L, "coal", 12.0, 2L), List.of(600_000L, "coal", 1.0, 1L));
    }

    @Test
    void anUnboundViewShowsItsColumnsFilteredByAnyOfThem() {
        ViewPlan plan = plan("output_now", OUTPUT_NOW);
        ViewRun run = new ViewRun(
                plan, dictionary, Binding.of(Map.of("region", List.of("QLD1", "NSW1"), "fuel", List.of("coal"))));
        run.change(
                "facilities",
                FACILITIES,
                1,
                row("A", "Alpha", 1.0, 2.0, "NSW1", "coal"),
                row("B", "Beta", 1.0, 2.0, "NSW1", "gas"),
                row("C", "Gamma", 1.0, 2.0, "VIC1", "coal"));
        run.change("readings", READINGS, 1, row("A", 1, 5.0, 1.0), row("B", 1, 7.0, 1.0), row("C", 1, 1, 1));
        assertThat(run.rows())
                .hasSize(1)
                .allSatisfy(row -> assertThat(row.getFirst()).isEqualTo("A"));
    }

    @Test
    void totalsOfNothingAreOneRow() {
        ViewRun run = new ViewRun(plan("total", "SELECT SUM(power) AS power, COUNT(*) AS n FROM readings"), dictionary);
        assertThat(run.tick().rows()).containsExactly(List.of(ViewRun.NULL, 0L));
        run.change("readings", READINGS, 1, row("A", 1, 5.0, 1.0));
        assertThat(run.rows()).containsExactly(List.of(5.0, 1L));
    }
}
