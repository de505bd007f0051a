package dev.tideboard.extract.openelectricity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tideboard.recording.Facility;
import dev.tideboard.recording.Origin;
import dev.tideboard.recording.RowCursor;
import dev.tideboard.recording.WideRow;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NemExtractTest {
    private static final Instant NOW = Instant.parse("2025-10-15T00:07:12Z");
    private static final String UNITS = "/data/facilities/NEM";
    private static final String MARKET = "/market/network/NEM";

    private final List<String> progress = new ArrayList<>();
    private StandIn server;

    @BeforeEach
    void open() throws IOException {
        server = new StandIn();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void serve(FakeMarket market) {
        server.usually("/facilities/", request -> market.list())
                .usually(UNITS, market::data)
                .usually(MARKET, market::data);
    }

    private ExtractOptions options() {
        return ExtractOptions.DEFAULT
                .withBase(server.base())
                .withDays(1)
                .withPatience(3, Duration.ofMillis(1), Duration.ofMillis(5));
    }

    private NemExtract.Result run(ExtractOptions options) {
        Progress recorded = new Progress() {
            @Override
            public void step(String what, int done, int total) {
                progress.add(done + "/" + total + " " + what);
            }

            @Override
            public void waiting(String why) {
                progress.add("waiting: " + why);
            }
        };
        try (NemExtract extract =
                new NemExtract(options, new ApiKey(StandIn.KEY), InstantSource.fixed(NOW), recorded)) {
            return extract.run();
        }
    }

    private static List<WideRow> rows(NemExtract.Result result) {
        List<WideRow> rows = new ArrayList<>();
        try (RowCursor cursor = result.recording().rows()) {
            cursor.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static FakeMarket threeKinds(long seed) {
        return new FakeMarket(seed)
                .add(
                        "ERARING",
                        "NSW1",
                        "ER01 coal_black GENERATOR 720",
                        "ER02 coal_black GENERATOR 720",
                        "ER03 coal_black GENERATOR 720 retired")
                .add(
                        "HPR",
                        "SA1",
                        "HPR1 battery BIDIRECTIONAL 150",
                        "HPRG1 battery_discharging GENERATOR 150",
                        "HPRL1 battery_charging LOAD 120")
                .add("SPLIT", "VIC1", "SG1 battery_discharging GENERATOR 30", "SL1 battery_charging LOAD 30")
                .add("TUMUT3", "NSW1", "T3 hydro GENERATOR 1800", "SNOWYP pumps LOAD 600");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyUnitCountsOnceAtEveryTimeWhateverTheOrderOfTheAnswers(long seed) {
        FakeMarket market = threeKinds(seed)
                .add(
                        "ZMIXED",
                        "NSW1",
                        "M1 battery_discharging BIDIRECTIONAL 100",
                        "M2 battery_charging LOAD 100",
                        "M3 wind GENERATOR 50");
        serve(market);
        NemExtract.Result result = run(options().withBatches(2, 1));
        List<WideRow> rows = rows(result);
        assertThat(rows).hasSize(288);
        assertThat(result.recording().layout().facilities())
                .containsExactly("ERARING", "HPR", "SPLIT", "TUMUT3", "ZMIXED");
        for (WideRow row : rows) {
            long at = row.at();
            assertSum(row.power(0), sum(market.value("ER01", "power", at), market.value("ER02", "power", at)));
            Double whole = market.value("HPR1", "power", at);
            Double pair = sum(market.value("HPRG1", "power", at), negative(market.value("HPRL1", "power", at)));
            assertSum(row.power(1), whole != null ? whole : pair);
            assertSum(row.power(2), sum(market.value("SG1", "power", at), negative(market.value("SL1", "power", at))));
            assertSum(
                    row.power(3), sum(market.value("T3", "power", at), negative(market.value("SNOWYP", "power", at))));
            Double battery = market.value("M1", "power", at);
            assertSum(
                    row.power(4),
                    sum(
                            battery != null ? battery : negative(market.value("M2", "power", at)),
                            market.value("M3", "power", at)));
            assertSum(
                    row.emission(0), sum(market.value("ER01", "emissions", at), market.value("ER02", "emissions", at)));
            for (int region = 0; region < 2; region++) {
                String code = result.recording().layout().regions().get(region);
                assertSum(row.price(region), market.value(code, "price", at));
                assertSum(row.demand(region), market.value(code, "demand", at));
            }
        }
    }

    @Test
    void countsTheSumsThatLackAUnit() {
        FakeMarket market = new FakeMarket(5)
                .add("ERARING", "NSW1", "ER01 coal_black GENERATOR 720", "ER02 coal_black GENERATOR 720");
        serve(market);
        NemExtract.Result result = run(options());
        long lacking = 0;
        for (WideRow row : rows(result)) {
            for (String metric : List.of("power", "emissions")) {
                boolean first = market.value("ER01", metric, row.at()) == null;
                boolean second = market.value("ER02", metric, row.at()) == null;
                lacking += first != second ? 1 : 0;
            }
        }
        assertThat(lacking).isPositive();
        assertThat(result.report().partialSums()).isEqualTo(lacking);
        assertThat(result.report().summary()).contains(lacking + " values of facilities without one of their units");
    }

    @Test
    void noFacilityExceedsItsCapacityHoweverManyUnitsShareARequest() {
        FakeMarket market = new FakeMarket(4);
        for (int i = 0; i < 40; i++) {
            String[] units = new String[1 + i % 4];
            for (int unit = 0; unit < units.length; unit++) {
                units[unit] = "U" + i + "_" + unit + " wind GENERATOR 50";
            }
            market.add("F" + i, "NSW1", units);
        }
        market.add(
                "BATTERY",
                "SA1",
                "B battery BIDIRECTIONAL 150",
                "BG battery_discharging GENERATOR 150",
                "BL battery_charging LOAD 150");
        serve(market);
        NemExtract.Result result = run(options());
        assertThat(result.report().overCapacity()).isEmpty();
        List<Facility> facilities = result.recording().facilities();
        assertThat(facilities).hasSize(41);
        assertThat(facilities.getLast().capacity())
                .as("the battery counts once")
                .isEqualTo(150);
        for (WideRow row : rows(result)) {
            for (int i = 0; i < facilities.size(); i++) {
                assertThat(Math.abs(row.power(i)) > 1.1 * facilities.get(i).capacity())
                        .as(facilities.get(i).code())
                        .isFalse();
            }
        }
        assertThat(server.requests(UNITS))
                .extracting(request -> request.all("facility_code").size())
                .containsExactly(30, 11);
    }

    private static void assertSum(double found, @Nullable Double expected) {
        if (expected == null) {
            assertThat(found).as("null stays missing").isNaN();
        } else {
            assertThat(found).isCloseTo(expected, within(1e-9));
        }
    }

    private static @Nullable Double sum(@Nullable Double a, @Nullable Double b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a + b;
    }

    private static @Nullable Double negative(@Nullable Double value) {
        return value == null ? null : -value;
    }

    @Test
    void writesWhatEachFacilityIs() {
        serve(threeKinds(1));
        List<Facility> facilities = run(options()).recording().facilities();
        assertThat(facilities).extracting(Facility::fuel).containsExactly("coal", "battery", "battery", "hydro");
        assertThat(facilities).extracting(Facility::capacity).containsExactly(1440.0, 150.0, 30.0, 1800.0);
        assertThat(facilities).extracting(Facility::region).containsExactly("NSW1", "SA1", "VIC1", "NSW1");
        assertThat(facilities.getFirst().name()).isEqualTo("ERARING Station");
        assertThat(facilities.getFirst().place().lat()).isEqualTo(-33.1);
        assertThat(facilities.getFirst().emissionFactor()).isEqualTo(0.5);
    }

    @Test
    void asksForNoMoreThanTheServerGives() {
        serve(threeKinds(1));
        NemExtract.Result result = run(options().withDays(17).withBatches(30, 8));
        assertThat(server.requests(UNITS))
                .extracting(request -> request.one("date_start") + " " + request.one("date_end"))
                .containsExactly(
                        "2025-09-28T10:05:00 2025-10-06T10:05:00",
                        "2025-10-06T10:05:00 2025-10-14T10:05:00",
                        "2025-10-14T10:05:00 2025-10-15T10:05:00");
        assertThat(server.requests("/facilities/"))
                .singleElement()
                .satisfies(request -> assertThat(request.one("status_id")).isEqualTo("operating"));
        assertThat(rows(result)).hasSize(17 * 288);
        assertThat(result.recording().manifest().interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(result.recording().manifest().origin()).isInstanceOf(Origin.Extracted.class);
        assertThat(progress).hasSize(7).first().isEqualTo("1/7 facilities");
        assertThat(progress).last().isEqualTo("7/7 price and demand");
    }

    @Test
    void triesAgainWhenTheServerIsBusyOrBroken() {
        serve(threeKinds(1));
        server.first(
                UNITS,
                new StandIn.Answer(429, "{\"detail\":\"Too many requests\"}", "0"),
                StandIn.Answer.of(503, "<html>upstream</html>"));
        server.first(MARKET, StandIn.Answer.of(200, "{\"data\":[{\"metric\":\"price\",\"results\":[{\"colu"));
        NemExtract.Result result = run(options());
        assertThat(rows(result)).hasSize(288);
        assertThat(server.requests(UNITS)).hasSize(3);
        assertThat(server.requests(MARKET)).hasSize(2);
        assertThat(progress)
                .contains(
                        "waiting: the server answered 429: Too many requests",
                        "waiting: the server answered 503: <html>upstream</html>");
    }

    @Test
    void triesAgainWhenAnAnswerStalls() {
        serve(threeKinds(1));
        server.first(MARKET, StandIn.Answer.stalled("{\"data\":[{\"metric\""));
        NemExtract.Result result = run(options().withTimeout(Duration.ofSeconds(1)));
        assertThat(rows(result)).hasSize(288);
        assertThat(server.requests(MARKET)).hasSize(2);
    }

    @Test
    void givesUpAfterTheLastTryAndSaysWhy() {
        serve(threeKinds(1));
        StandIn.Answer broken = StandIn.Answer.of(500, "{\"detail\":\"boom\"}");
        server.first(UNITS, broken, broken, broken);
        assertThatThrownBy(() -> run(options()))
                .isInstanceOf(ExtractException.class)
                .hasMessageContaining("/v4/data/facilities/NEM: the server answered 500: boom after 3 tries");
        assertThat(server.requests(UNITS)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 422, 302})
    void doesNotRepeatARequestThatIsWrong(int status) {
        serve(threeKinds(1));
        server.first(UNITS, StandIn.Answer.of(status, "{\"detail\":\"Date range too large for 5m interval.\"}"));
        assertThatThrownBy(() -> run(options()))
                .isInstanceOf(ExtractException.class)
                .hasMessageContaining("the server answered " + status + ": Date range too large for 5m interval.");
        assertThat(server.requests(UNITS)).hasSize(1);
    }

    @Test
    void namesTheVariableOfAKeyThatIsRefusedAndNeverTheKey() {
        serve(threeKinds(1));
        ApiKey wrong = new ApiKey("oe_secret_wrong");
        try (NemExtract extract = new NemExtract(options(), wrong, InstantSource.fixed(NOW), Progress.SILENT)) {
            assertThatThrownBy(extract::run)
                    .isInstanceOf(ExtractException.class)
                    .hasMessageContaining("401: Invalid API key; set OPENELECTRICITY_API_KEY")
                    .hasMessageNotContaining("oe_secret_wrong");
        }
        assertThat(wrong).hasToString("...");
        assertThatThrownBy(() -> new ApiKey(" ")).hasMessageContaining("OPENELECTRICITY_API_KEY is empty");
        assertThatThrownBy(() -> new ApiKey("two\nlines")).isInstanceOf(ExtractException.class);
    }

    @Test
    void aFacilityWithoutDataIsReportedAndNotWritten() {
        FakeMarket market = threeKinds(1);
        serve(market.add("SILENT", "QLD1", "S1 wind GENERATOR 10"));
        server.usually(
                UNITS,
                request -> request.all("facility_code").contains("SILENT")
                        ? StandIn.Answer.of(404, "{\"detail\":\"No data found\"}")
                        : market.data(request));
        NemExtract.Result result = run(options().withBatches(4, 7));
        assertThat(result.report().withoutData()).containsExactly("SILENT");
        assertThat(result.recording().layout().facilities())
                .doesNotContain("SILENT")
                .hasSize(4);
    }

    @Test
    void saysWhenAnAnswerIsNotInTheDocumentedShape() {
        serve(threeKinds(1));
        server.first(UNITS, StandIn.Answer.of(200, "{\"success\":true}"));
        assertThatThrownBy(() -> run(options())).hasMessageContaining("holds no array 'data'");
        server.first(UNITS, StandIn.Answer.of(200, "<html>"));
        assertThatThrownBy(() -> run(options())).hasMessageContaining("not the JSON expected");
        String bare = "{\"data\":[{\"metric\":\"power\",\"results\":[{\"columns\":{\"unit_code\":\"ER01\"},"
                + "\"data\":[[\"2025-10-15T10:00:00\",1]]}]}]}";
        server.first(UNITS, StandIn.Answer.of(200, bare));
        assertThatThrownBy(() -> run(options())).hasMessageContaining("with its offset");
    }

    @Test
    void refusesAnAnswerWithoutEnd() {
        server.usually("/facilities/", request -> StandIn.Answer.of(200, " ".repeat(20_000_001)));
        assertThatThrownBy(() -> run(options()))
                .isInstanceOf(ExtractException.class)
                .hasMessageContaining("longer than limit=20000000 bytes");
        assertThat(server.requests("/facilities/")).hasSize(1);
    }

    @Test
    void refusesToSendAKeyInTheClear() {
        assertThatThrownBy(() -> ExtractOptions.DEFAULT.withBase(URI.create("http://example.org/v4")))
                .isInstanceOf(ExtractException.class)
                .hasMessageContaining("expected an https address");
        assertThatThrownBy(() -> ExtractOptions.DEFAULT.withDays(0)).hasMessage("days=0: expected 1 to 366");
        assertThatThrownBy(() -> ExtractOptions.DEFAULT.withBatches(31, 7)).hasMessageContaining("expected 1 to 30");
        assertThatThrownBy(() -> ExtractOptions.DEFAULT.withBatches(30, 9)).hasMessageContaining("expected 1 to 8");
    }
}
