package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.DoubleColumn;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.TextColumn;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Engine;
import dev.tideboard.engine.EngineOptions;
import dev.tideboard.engine.Inlet;
import dev.tideboard.engine.Receipt;
import dev.tideboard.engine.Refusal;
import dev.tideboard.engine.ViewPlan;
import dev.tideboard.project.Environment;
import dev.tideboard.project.LookupCsv;
import dev.tideboard.project.Project;
import dev.tideboard.project.ProjectLoader;
import dev.tideboard.project.Table;
import dev.tideboard.serve.Feeders;
import dev.tideboard.store.MemoryChangeLog;
import dev.tideboard.store.RecentQuarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The views of the demo of the electricity market on the engine, with rows put in by hand. */
@SuppressWarnings("NullAway.Init") // set before each test
class NemProjectTest {
    private static final String T1 = "2025-10-15T10:05:00+10:00";
    private static final String T2 = "2025-10-15T10:10:00+10:00";

    private final Dictionary dictionary = new Dictionary();
    private Engine engine;
    private Map<String, Feeders> feeders;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        Path csv = Files.writeString(folder.resolve("facilities.csv"), """
                code,name,lat,lon,region,fuel,capacity,emission_factor,simulated
                BAYSW,Bayswater,-32.4,151.0,NSW1,coal,2640,0.88,false
                SAPHWF,Sapphire,-29.7,151.4,NSW1,wind,270,0,false
                LOYYB,Loy Yang B,-38.3,146.6,VIC1,coal,1160,1.13,false
                TORRB,Torrens Island B,-34.8,138.5,SA1,gas,600,0.6,false
                CALLB,Callide B,-24.3,150.6,QLD1,coal,700,0.93,false
                GORDON,Gordon,-42.7,146.0,TAS1,hydro,450,0,false
                NOWHERE,Nowhere,,,,,,,true
                """);
        PlannedViews planned = new PlannedViews(dictionary);
        ProjectLoader loader = new ProjectLoader(List.of(Path.of("../demos/nem")), Environment.of(Map.of()), planned)
                .withCsvFiles(Map.of("facilities", csv));
        Project project = switch (loader.load()) {
            case ProjectLoader.Loaded loaded -> loaded.project();
            case ProjectLoader.Refused refused -> throw new AssertionError(refused.problems());
        };
        engine = Engine.start(
                new MemoryChangeLog(), new RecentQuarantine(100), dictionary, Instant::now, EngineOptions.DEFAULTS);
        for (Table table : ProjectTables.inOrder(project)) {
            engine.addTable(ProjectTables.spec(table), ProjectTables.policy(table));
            if (!table.csv().isNone()) {
                LookupCsv.Rows rows = LookupCsv.read(table, dictionary);
                assertThat(rows.problems()).isEmpty();
                engine.replaceRows(table.name(), rows.batch(), "csv").join();
            }
        }
        List<ViewPlan> plans = planned.plans();
        plans.forEach(engine::addView);
        feeders = ViewFeeders.of(project, plans);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /** Prices that go on must not make generation look fresh, nor a list of facilities that never changes make it old. */
    @Test
    void knowsWhichTableTheAgeOfAViewIs() {
        assertThat(feeders.get("power_now")).isEqualTo(new Feeders(List.of("feed"), List.of("readings")));
        assertThat(feeders.get("demand_weighted_price")).isEqualTo(new Feeders(List.of("feed"), List.of("market")));
        assertThat(feeders.get("facilities_known")).isEqualTo(Feeders.NONE);
    }

    @Test
    void weighsThePriceByDemand() throws InterruptedException {
        putPrices(T1, List.of(50.0, 100.0, 0.0, -20.0, 60.0), List.of(8000.0, 6000.0, 4000.0, 1000.0, 1000.0));

        assertThat(rows("demand_weighted_price")).containsExactly(Map.of("price", 52.0, "at", millis(T1)));
        assertThat(rows("market_total")).containsExactly(Map.of("at", millis(T1), "demand", 20_000.0, "price", 52.0));
        assertThat(rows("demand_weighted_price", "region", "NSW1", "VIC1"))
                .containsExactly(Map.of("price", 50.0 * 8000 / 12_000, "at", millis(T1)));
    }

    @Test
    void leavesARegionWithoutAPriceOutOfTheWeight() throws InterruptedException {
        List<@Nullable Double> prices = new ArrayList<>(List.of(50.0, 100.0, 10.0, 10.0, 10.0));
        prices.set(0, null);
        putPrices(T1, prices, List.of(8000.0, 100.0, 100.0, 100.0, 100.0));

        assertThat(rows("demand_weighted_price")).containsExactly(Map.of("price", 32.5, "at", millis(T1)));
    }

    @Test
    void hasNoPriceRatherThanZeroWhereThereIsNone() throws InterruptedException {
        putPrices(T1, java.util.Arrays.asList(null, null, null, null, null), List.of(1.0, 1.0, 1.0, 1.0, 0.0));

        assertThat(rows("demand_weighted_price")).containsExactly(Map.of("at", millis(T1)));
        assertThat(rows("demand_now", "region", "TAS1")).containsExactly(Map.of("demand", 0.0, "at", millis(T1)));
    }

    @Test
    void sumsTheLatestReadingOfEachFacility() throws InterruptedException {
        putReading("BAYSW", T1, 2000.0, 150.0);
        putReading("SAPHWF", T1, 100.0, 0.0);
        putReading("LOYYB", T1, 1000.0, 94.0);
        putReading("BAYSW", T2, 2100.0, 160.0);

        assertThat(rows("power_now")).containsExactly(Map.of("power", 3200.0, "facilities", 3L, "at", millis(T2)));
        assertThat(rows(
                        "emissions_now",
                        Binding.of(Map.of("fuel", List.of("coal"), "region", List.of("NSW1", "VIC1")))))
                .containsExactly(Map.of("emissions", 254.0, "at", millis(T2)));
        assertThat(rows("output_now", "fuel", "wind"))
                .extracting(row -> row.get("name"))
                .containsExactly("Sapphire");
    }

    @Test
    void aFacilityThatHasBeenSilentForAnHourIsNotSummedButShownAsItWas() throws InterruptedException {
        putReading("SAPHWF", T1, 100.0, 7.0);
        for (int minute = 5; minute < 60; minute += 5) {
            putReading("BAYSW", "2025-10-15T10:%02d:00+10:00".formatted(minute), 2000.0 + minute, 150.0);
        }
        putReading("BAYSW", "2025-10-15T11:00:00+10:00", 2100.0, 155.0);
        assertThat(rows("power_now")).extracting(row -> row.get("power")).containsExactly(2200.0);

        String later = "2025-10-15T11:05:00+10:00";
        putReading("BAYSW", later, 2200.0, 160.0);
        assertThat(rows("power_now")).containsExactly(Map.of("power", 2200.0, "facilities", 1L, "at", millis(later)));
        assertThat(rows("emissions_now")).containsExactly(Map.of("emissions", 160.0, "at", millis(later)));
        assertThat(rows("output_now")).hasSize(2);
    }

    @Test
    void bucketsHistoryByTheTimeThatEndsTheInterval() throws InterruptedException {
        putReading("BAYSW", T1, 2000.0, 150.0);
        putReading("SAPHWF", T1, 100.0, 0.0);
        putReading("BAYSW", T2, 2100.0, 160.0);

        assertThat(rows("power_and_emissions"))
                .containsExactlyInAnyOrder(
                        Map.of("at", millis(T1), "power", 2100.0, "emissions", 150.0),
                        Map.of("at", millis(T2), "power", 2100.0, "emissions", 160.0));
        assertThat(rows("power_by_fuel", "fuel", "wind"))
                .containsExactly(Map.of("at", millis(T1), "fuel", "wind", "power", 100.0));
        assertThat(rows("power_by_fuel", "region", "SA1")).isEmpty();
    }

    @Test
    void aReplayedPassAddsNoRowAndARevisionReplacesOne() throws InterruptedException {
        putReading("BAYSW", T1, 2000.0, 150.0);

        assertThat(putReading("BAYSW", T1, 2000.0, 150.0).duplicate()).isEqualTo(1);
        assertThat(putReading("BAYSW", T1, 1900.0, 140.0).accepted()).isEqualTo(1);
        assertThat(rows("power_and_emissions"))
                .containsExactly(Map.of("at", millis(T1), "power", 1900.0, "emissions", 140.0));
    }

    @Test
    void refusesAFacilityNobodyKnows() throws InterruptedException {
        Receipt receipt = putReading("BAYSV", T1, 2000.0, 150.0);

        assertThat(receipt.accepted()).isZero();
        assertThat(receipt.refused())
                .singleElement()
                .extracting(Refusal::toString)
                .asString()
                .contains("BAYSV", "BAYSW");
    }

    @Test
    void keepsAFacilityWithoutAPlaceInTheTotals() throws InterruptedException {
        putReading("NOWHERE", T1, 5.0, 0.0);

        assertThat(rows("power_now")).containsExactly(Map.of("power", 5.0, "facilities", 1L, "at", millis(T1)));
        assertThat(rows("output_now"))
                .singleElement()
                .satisfies(row -> assertThat(row).doesNotContainKeys("lat", "lon"));
    }

    @Test
    void knowsTheKeyOfEveryViewTheBoardShowsRowByRow() {
        assertThat(engine.views())
                .filteredOn(view -> !view.key().equals(List.of("#")))
                .extracting(view -> view.name() + " " + String.join(",", view.key()))
                .containsExactlyInAnyOrder(
                        "output facility,at",
                        "output_now code",
                        "facilities_known code",
                        "market_now region",
                        "power_and_emissions at",
                        "power_by_fuel at,fuel",
                        "market_history region,at",
                        "market_total at");
    }

    private void putPrices(String at, List<@Nullable Double> prices, List<Double> demands) throws InterruptedException {
        List<String> regions = List.of("NSW1", "QLD1", "VIC1", "SA1", "TAS1");
        for (int i = 0; i < regions.size(); i++) {
            put("market", regions.get(i), millis(at), prices.get(i), demands.get(i));
        }
    }

    private Receipt putReading(String facility, String at, double power, double emissions) throws InterruptedException {
        return put("readings", facility, millis(at), power, emissions);
    }

    private Receipt put(String table, @Nullable Object... values) throws InterruptedException {
        Inlet inlet = engine.inlet(table);
        RowBatchBuilder row = new RowBatchBuilder(inlet.table().schema(), 1);
        for (int i = 0; i < values.length; i++) {
            switch (values[i]) {
                case null -> row.column(i).addNull();
                case String text -> row.column(i).addText(text, dictionary);
                case Double number -> row.column(i).addDouble(number);
                case Long number -> row.column(i).addLong(number);
                default -> throw new IllegalArgumentException(String.valueOf(values[i]));
            }
        }
        row.endRow();
        return inlet.put(row.build(), "test").join();
    }

    private static long millis(String at) {
        return OffsetDateTime.parse(at).toInstant().toEpochMilli();
    }

    /** The rows of a view where {@code filter} has one of {@code values}; missing values are left out. */
    private List<Map<String, Object>> rows(String view, String filter, String... values) {
        return rows(view, Binding.of(Map.of(filter, List.of(values))));
    }

    private List<Map<String, Object>> rows(String view) {
        return rows(view, Binding.NONE);
    }

    private List<Map<String, Object>> rows(String view, Binding binding) {
        RowBatch batch = engine.snapshot(view, binding).join().toRows();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < batch.size(); row++) {
            Map<String, Object> values = new java.util.HashMap<>();
            for (int i = 0; i < batch.schema().size(); i++) {
                ColumnSchema column = batch.schema().column(i);
                if (!column.name().equals("#") && !batch.column(i).isNull(row)) {
                    values.put(column.name(), value(batch.column(i), row));
                }
            }
            rows.add(values);
        }
        return rows;
    }

    private static Object value(Column column, int row) {
        return switch (column) {
            case LongColumn longs -> longs.get(row);
            case DoubleColumn doubles -> doubles.get(row);
            case TextColumn texts -> texts.dictionary().text(texts.code(row));
        };
    }
}
