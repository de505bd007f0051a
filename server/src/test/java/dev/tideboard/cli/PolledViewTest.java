package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.engine.Binding;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.engine.ViewChange;
import dev.tideboard.engine.ViewListener;
import dev.tideboard.engine.ViewReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views that only DuckDB can compute, through whole projects. */
class PolledViewTest {
    private static final String TABLES = """
            tables:
              readings:
                columns: {meter: text, at: timestamp, kw: double kW, ok: boolean, n: int}
                time: at
                key: [meter, at]
                clock: event
                keep: {memory: forever}
              sites: {columns: {meter: text, region: text}, key: meter, csv: sites.csv}
            """;
    private static final String PRODUCTS = """
            views:
              products:
                sql: "SELECT region, PRODUCT(kw) AS kw, COUNT(*) AS n FROM readings JOIN sites USING (meter) GROUP BY region"
                key: region
                every: 100ms
              highest: "SELECT MAX(kw) AS kw FROM products"
            """;
    private static final List<Object> A1 = List.of("a", 1000L, 1.0, true, 1);
    private static final List<Object> A2 = List.of("a", 2000L, 2.0, true, 2);
    private static final List<Object> B1 = List.of("b", 1000L, 6.0, false, 3);
    private static final List<Object> C1 = List.of("c", 1000L, 9.0, true, "");

    @TempDir
    Path folder;

    private void write(String views) throws IOException {
        Files.writeString(folder.resolve("site.yaml"), TABLES + views);
        Files.writeString(folder.resolve("sites.csv"), "meter,region\na,north\nb,north\nc,south\n");
    }

    private RunningViews run(String views) throws Exception {
        write(views);
        return RunningViews.start(folder);
    }

    private String refusal(String views) throws IOException {
        write(views);
        CommandRun run = CommandRun.of("check", folder.toString());
        assertThat(run.exitCode()).as(run.out()).isEqualTo(1);
        return run.out();
    }

    @Test
    void followsNewRowsRevisionsAndDeletions() throws Exception {
        try (RunningViews views = run(PRODUCTS)) {
            assertThat(views.rows("products")).isEmpty();

            views.put("readings", A1, A2, B1, C1);
            await().until(() -> views.rows("products"), List.of("north 12.0 3", "south 9.0 1")::equals);
            views.put("readings", List.of("a", 2000L, 4.5, true, 2));
            await().until(() -> views.rows("products"), List.of("north 27.0 3", "south 9.0 1")::equals);
            views.replace("sites", List.of("a", "north"), List.of("b", "north"));
            await().until(() -> views.rows("products"), List.of("north 27.0 3")::equals);
        }
    }

    @Test
    void aFirstReaderWaitsForTheFirstResult() throws Exception {
        try (RunningViews views = run(PRODUCTS)) {
            views.put("readings", A1, C1);

            assertThat(views.rows("highest")).containsExactly("9.0");
            assertThat(views.rows("products", Binding.of(Map.of("region", List.of("north")))))
                    .containsExactly("north 1.0 1");
        }
    }

    @Test
    void tellsListenersTheDifferenceOnly() throws Exception {
        try (RunningViews views = run(PRODUCTS)) {
            views.put("readings", A1, C1);
            List<ViewChange> changes = new CopyOnWriteArrayList<>();
            LiveViews.Subscription subscription = listen(views, "products", changes);
            assertThat(subscription.snapshot().size()).isEqualTo(2);

            views.put("readings", B1);
            await().until(() -> !changes.isEmpty());
            assertThat(changes.getFirst().put().size()).isEqualTo(1);
            assertThat(changes.getFirst().put().column(0).boxed(0, "")).isEqualTo("north");
            assertThat(changes.getFirst().del().size()).isZero();
        }
    }

    private static LiveViews.Subscription listen(RunningViews views, String view, List<ViewChange> changes) {
        return views.engine()
                .subscribe(view, Binding.NONE, new ViewListener() {
                    @Override
                    public void changed(ViewChange change) {
                        changes.add(change);
                    }

                    @Override
                    public void ended(String reason) {}
                })
                .join();
    }

    @Test
    void keepsDecimalsDatesAndSpans() throws Exception {
        Files.writeString(folder.resolve("sales.yaml"), """
                tables:
                  sales:
                    columns: {id: int, price: "decimal(18,2)", day: date, took: interval}
                    key: id
                views:
                  odd:
                    sql: >
                      SELECT id, price * 2 AS twice, day + 1 AS next, took * 2 AS longer, price::DECIMAL(38, 20) AS fine,
                      GREATEST(day, DATE '2026-01-01') AS late, PRODUCT(1) OVER () AS one FROM sales
                    key: id
                    every: 100ms
                """);
        try (RunningViews views = RunningViews.start(folder)) {
            views.put("sales", List.of(1, 999L, 86_400_000L, 5_000L), List.of(2, "", "", ""));

            assertThat(views.view("odd").schema().columns().stream()
                            .map(column -> column.type().spelling()))
                    .containsExactly("int", "decimal(18,2)", "date", "interval", "double", "date", "double");
            assertThat(views.rows("odd"))
                    .containsExactly(
                            "1 19.98 172800000 10000 9.99 1767225600000 1.0",
                            "2 null null null null 1767225600000 1.0");
        }
    }

    @Test
    void numbersRowsWithoutAKeyAndFiltersThem() throws Exception {
        try (RunningViews views = run("""
                views:
                  sums:
                    sql: >
                      SELECT meter, at, SUM(DISTINCT kw) OVER (PARTITION BY meter ORDER BY at) AS kw, n, ok,
                      at::DATE AS day, 0.25 AS share FROM readings
                    every: 100ms
                """)) {
            views.put("readings", A1, A2, C1);

            assertThat(views.rows("sums", Binding.of(Map.of("meter", List.of("a")))))
                    .containsExactly("a 1000 1.0 1 1 0 0.25", "a 2000 3.0 2 1 0 0.25");
            assertThat(views.rows("sums")).contains("c 1000 9.0 null 1 0 0.25");
            assertThat(views.view("sums").key()).containsExactly("#");
        }
    }

    @Test
    void failsWhileRowsRepeatTheKeyAndKeepsTheLastGoodOnes() throws Exception {
        try (RunningViews views = run("""
                views:
                  latest: {sql: "SELECT meter, at, PRODUCT(kw) AS kw FROM readings GROUP BY ALL", key: meter, every: 100ms}
                """)) {
            views.put("readings", A1, C1);
            assertThat(views.rows("latest")).containsExactly("a 1000 1.0", "c 1000 9.0");

            views.put("readings", A2);
            await().until(() -> !views.view("latest").failure().isEmpty());
            assertThat(views.view("latest").failure()).startsWith("key=[meter] is not unique: the view gives {meter=a");
            assertThat(views.rows("latest")).containsExactly("a 1000 1.0", "c 1000 9.0");
        }
    }

    @Test
    void aViewOnTopFollowsTheClockOfTheTablesBehindIt() throws Exception {
        try (RunningViews views = run("""
                views:
                  totals:
                    sql: "SELECT meter, at, SUM(DISTINCT kw) OVER (PARTITION BY meter ORDER BY at) AS kw FROM readings"
                    key: [meter, at]
                    every: 100ms
                  recent: "SELECT meter, at, kw FROM totals WHERE at > NOW() - INTERVAL '1' SECOND"
                """)) {
            views.put("readings", A1, A2, C1);

            await().until(() -> views.rows("recent"), List.of("a 2000 3.0")::equals);
        }
    }

    @Test
    void saysWhyDuckDbFailedAndRecovers() throws Exception {
        try (RunningViews views = run("""
                views:
                  numbers: {sql: "SELECT region, PRODUCT(meter::INTEGER) AS m FROM sites GROUP BY ALL", key: region, every: 100ms}
                  above: "SELECT region, m FROM numbers"
                """)) {
            assertThat(views.rows("above")).isEmpty();
            await().until(() ->
                    views.view("above").failure().startsWith("reads numbers, which failed: Conversion Error"));

            views.replace("sites", List.of("7", "north"));
            await().until(() -> views.rows("above"), List.of("north 7.0")::equals);
            assertThat(views.view("numbers").failure()).isEmpty();
        }
    }

    @Test
    void neitherBlocksTheEngineNorRunsWhileNothingChanges() throws Exception {
        try (RunningViews views = run("""
                views:
                  slow:
                    sql: "SELECT PRODUCT(kw + a.range) AS m FROM readings, range(200000) a, range(1000) b"
                    every: 100ms
                  quick: {sql: "SELECT PRODUCT(kw) AS m FROM readings", every: 100ms}
                """)) {
            views.put("readings", A1);
            assertThat(views.rows("quick")).containsExactly("1.0");
            ViewReport.Node before = polling(views);
            var first = views.engine().snapshot("slow", Binding.NONE);
            for (int i = 0; i < 20; i++) {
                views.put("readings", List.of("a", 3000L + i, 1.0, true, 1));
            }

            assertThat(first).as("the run that the rows did not wait for").isNotDone();
            assertThat(before.operation()).isEqualTo("DuckDB runs the SQL, polled, every 100 ms");
        }
        try (RunningViews views = run(PRODUCTS)) {
            views.put("readings", A1);
            assertThat(views.rows("products")).hasSize(1);
            long nanos = views.engine()
                    .explain("products", Binding.NONE)
                    .join()
                    .nodes()
                    .getFirst()
                    .nanos();

            await().during(Duration.ofMillis(400))
                    .until(() -> views.engine()
                                    .explain("products", Binding.NONE)
                                    .join()
                                    .nodes()
                                    .getFirst()
                                    .nanos()
                            == nanos);
        }
    }

    private static ViewReport.Node polling(RunningViews views) {
        return views.engine().explain("quick", Binding.NONE).join().nodes().getFirst();
    }

    @Test
    void theCatalogueAndThePlanSayThatItIsPolled() throws Exception {
        write(PRODUCTS);
        try (RunningProject server = RunningProject.start(folder)) {
            assertThat(server.get("/api/v1/views"))
                    .contains("\"polled\":\"polled, every 100 ms\"")
                    .contains("\"polled\":\"\"");
            assertThat(server.get("/api/v1/views/products/plan?region=north"))
                    .contains("\"polled\":\"polled, every 100 ms\"", "DuckDB runs the SQL", "Filter", "sites");
            assertThat(CommandRun.of(
                                    "explain",
                                    "products",
                                    "--url",
                                    server.uri("").toString())
                            .out())
                    .contains("products, 0 rows, polled, every 100 ms");
        }
    }

    @Test
    void theMetricsAndThePlanSayWhatDuckDbHoldsForIt() throws Exception {
        write(PRODUCTS);
        try (RunningProject server = RunningProject.start(folder)) {
            assertThat(server.get("/metrics"))
                    .contains("tideboard_view_duckdb_bytes{view=\"products\"} 0.0")
                    .doesNotContain("tideboard_view_duckdb_bytes{view=\"highest\"}");

            server.get("/api/v1/views/products");

            assertThat(server.get("/metrics"))
                    .containsPattern("tideboard_view_duckdb_bytes\\{view=\"products\"} [1-9]")
                    .contains("tideboard_view_state_bytes{view=\"products\"} ");
            assertThat(server.get("/api/v1/views/products/plan")).containsPattern("\"state_bytes\":[1-9]");
        }
    }

    @Test
    void itsMemoryIsThatOfTheLastRun() throws Exception {
        try (RunningViews views = run(PRODUCTS)) {
            assertThat(views.rows("products")).isEmpty();
            long few = polledBytes(views, "products").orElseThrow();

            views.put(
                    "readings",
                    IntStream.range(0, 50_000)
                            .mapToObj(i -> List.<Object>of("a", (long) i, 1.0, true, i))
                            .toArray(List<?>[]::new));
            await().until(() -> views.rows("products"), List.of("north 1.0 50000")::equals);

            assertThat(polledBytes(views, "products").orElseThrow()).isGreaterThan(few + 50_000L * (8 + 8));
            assertThat(polledBytes(views, "highest")).isEmpty();
        }
    }

    private static OptionalLong polledBytes(RunningViews views, String view) {
        return Objects.requireNonNull(views.engine().usage().join().get(view), view)
                .polledBytes();
    }

    @Test
    void aProjectCanForbidIt() throws IOException {
        assertThat(refusal(PRODUCTS + "polled: refuse\n"))
                .contains("function PRODUCT is not supported", "polled: refuse, so it is not polled either");
    }

    @Test
    void everyIsForPolledViewsOnlyAndParametersAreNot() throws IOException {
        assertThat(refusal("views:\n  v: {sql: \"SELECT meter FROM sites\", every: 1s}\n"))
                .contains("views.v says every:, but its SQL is kept up to date row by row");
        assertThat(refusal("views:\n  v: {sql: \"SELECT PRODUCT(kw) AS m FROM readings WHERE meter = :meter\","
                        + " params: {meter: text}}\n"))
                .contains("a polled view takes no parameters");
        assertThat(refusal("views:\n  v: {sql: \"SELECT PRODUCT(kw) AS m FROM readings\", every: 50ms}\n"))
                .contains("a duration of 100ms or more");
        assertThat(refusal("views:\n  v: {sql: \"SELECT PRODUCT(kw) AS m FROM readings\", key: n}\n"))
                .contains("key column n is not selected");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "COPY readings TO '/tmp/x' ! only a SELECT can be polled",
                "ATTACH '/tmp/x' AS x ! only a SELECT can be polled",
                "PRAGMA version ! only a SELECT can be polled",
                "DESCRIBE readings ! only a SELECT can be polled",
                "SELECT PRODUCT(kw) AS m FROM readings; DROP VIEW readings ! only a SELECT can be polled",
                "SELECT PRODUCT(kw) AS m FROM readings; SELECT 1 AS m ! 2 statements",
                "SELECT PRODUCT(kw) AS m FROM readings) x; COPY readings TO '/tmp/x'; FROM (SELECT 1 ! this parenthesis closes none",
                "SELECT PRODUCT(size) AS m FROM read_text('/etc/hostname') ! read_text in FROM is not allowed",
                "SELECT PRODUCT(column0) AS m FROM '/etc/hostname' ! no table or view is called",
                "SELECT PRODUCT(kw) AS m FROM copies.\\\"readings 0\\\" ! no table or view is called",
                "SELECT PRODUCT(1) AS m FROM duckdb_settings() ! duckdb_settings in FROM is not allowed",
                "SELECT PRODUCT(kw) AS m FROM readings WHERE at > NOW() ! NOW is not allowed in a polled view",
                "SELECT meter FROM readings WHERE at > NOW() - INTERVAL '1' MONTH ! found months, which differ in length: write days",
                "SELECT PRODUCT(kw) AS m FROM readings WHERE EXTRACT(HOUR FROM at AT TIME ZONE 'Asia/Tokyo') = 2 ! AT TIME ZONE in a polled view",
                "SELECT PRODUCT(kw) AS m FROM readings WHERE at > '2026-01-01 00:00+02:00' ! where an offset is not read",
                "SELECT NTILE(2) OVER (PARTITION BY meter, n, meter ORDER BY at) AS m FROM readings ! PARTITION BY one thing twice",
                "SELECT FLOOR(at TO DAY) AS d, PRODUCT(kw) AS m FROM readings GROUP BY ALL ! put the one into a view of its own",
                "SELECT PRODUCT(kw) AS m, CURRENT_DATE AS d FROM readings ! CURRENT_DATE is not allowed",
                "SELECT PRODUCT(kw) * RANDOM() AS m FROM readings ! RANDOM is not allowed",
                "SELECT PRODUCT(kw) FROM readings ! a computed column needs a name",
                "SELECT PRODUCT(kw) AS m, PRODUCT(n) AS m FROM readings ! two columns are called m",
                "SELECT LIST(kw) AS m FROM readings ! column m is of type DOUBLE[]",
                "SELECT PRODUCT(power) AS m FROM readings ! power",
                "SELECT PRODUCT(kw) AS m FROM reedings ! reedings",
                "SELECT 1 + PRODUCT(2) AS m ! it reads no table or view, and so never changes",
            })
    void refusesWhatIsUnsafeOrNoViewEither(String sql, String reason) throws IOException {
        assertThat(refusal("views:\n  v: {sql: \"" + sql + "\"}\n")).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "SELECT NO_SUCH(kw) AS x FROM readings"
                        + " ! function NO_SUCH is not supported; docs/sql.md lists those that are",
                "SELECT NVL2(kw, 1, 2) AS m FROM readings ! write CASE WHEN x IS NOT NULL THEN a ELSE b END",
                "SELECT PRODUCT(kw, meter) AS m FROM readings ! No function matches",
            })
    void saysTheOneReasonThatItsAuthorCanActOn(String sql, String reason) throws IOException {
        assertThat(refusal("views:\n  v: {sql: \"" + sql + "\"}\n"))
                .contains("views.v: ", reason)
                .doesNotContain("nor can it", "Catalog Error");
    }
}
