package dev.tideboard.serve.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.engine.Binding;
import dev.tideboard.serve.FakeParts;
import dev.tideboard.serve.FeedModel;
import dev.tideboard.serve.RandomRows;
import dev.tideboard.serve.RunningServer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HttpRoutesTest {
    private final RunningServer server = new RunningServer(
            FakeParts.options(),
            parts -> List.of(new HttpRoutes(parts, HttpRoutesTest.class.getClassLoader(), "serve-test-web/")),
            "a",
            "b");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aViewIsItsRowsNow() throws Exception {
        RandomRows random = new RandomRows(3);
        long tick = server.randomTick(random, 500, 400, "a");

        JsonNode read = json("/api/v1/views/a");

        assertThat(read.get("view").stringValue()).isEqualTo("a");
        assertThat(read.get("tick").longValue()).isEqualTo(tick);
        assertThat(byCode(read)).isEqualTo(server.views.rowsAt("a", tick, Binding.NONE));
    }

    @Test
    void aViewIsFilteredByTheColumnsOfTheQuery() throws Exception {
        long tick = server.randomTick(new RandomRows(4), 500, 400, "a");

        JsonNode read = json("/api/v1/views/a?region=NSW1&region=QLD1");

        Binding binding = Binding.of(Map.of("region", List.of("QLD1", "NSW1")));
        assertThat(byCode(read)).isEqualTo(server.views.rowsAt("a", tick, binding));
    }

    @Test
    void thePlanOfAViewIsATreeWithWhatEachOperatorCosts() throws Exception {
        JsonNode read = json("/api/v1/views/a/plan?region=NSW1");

        assertThat(read.get("binding").toString()).isEqualTo("{\"region\":[\"NSW1\"]}");
        JsonNode result = read.get("plan");
        assertThat(result.get("operation").stringValue()).isEqualTo("GroupBy [code] SUM(power)");
        assertThat(result.get("state_bytes").longValue()).isEqualTo(4096);
        JsonNode below = result.get("inputs").get(0);
        assertThat(below.get("busy_ms").doubleValue()).isEqualTo(1.5);
        assertThat(below.get("shared_with").intValue()).isEqualTo(2);
        assertThat(below.get("inputs").get(0).get("relation").stringValue()).isEqualTo("readings");
        assertThat(status("/api/v1/views/c/plan", Map.of())).isEqualTo(404);
        assertThat(status("/api/v1/views/a/plan?fuel=coal", Map.of())).isEqualTo(400);
    }

    @Test
    void aViewIsPackedForThoseWhoUnpack() throws Exception {
        RandomRows random = new RandomRows(4);
        for (int i = 0; i < 10; i++) {
            server.randomTick(random, 500, 100, "a");
        }
        HttpRequest request = HttpRequest.newBuilder(server.uri("/api/v1/views/a"))
                .setHeader("Accept-Encoding", "br, gzip;q=0.8")
                .build();

        HttpResponse<byte[]> response = server.client().send(request, HttpResponse.BodyHandlers.ofByteArray());

        assertThat(response.headers().firstValue("content-encoding")).contains("gzip");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
        assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(server.get("/api/v1/views/a"));
    }

    @Test
    void anUnchangedViewIsNotSentAgain() throws Exception {
        server.randomTick(new RandomRows(4), 50, 40, "a");
        String tag = tag("/api/v1/views/a", Map.of());

        assertThat(status("/api/v1/views/a", Map.of("If-None-Match", "\"other\", " + tag)))
                .isEqualTo(304);
        assertThat(status("/api/v1/views/a", Map.of("If-None-Match", tag, "Accept", "text/csv")))
                .isEqualTo(200);
        server.randomTick(new RandomRows(5), 50, 40, "a");
        assertThat(status("/api/v1/views/a", Map.of("If-None-Match", tag))).isEqualTo(200);
    }

    @Test
    void rowsOfAViewThatFailsSayWhy() throws Exception {
        assertThat(server.fetch("/api/v1/views/a", Map.of()).headers().firstValue("tideboard-failure"))
                .isEmpty();
        server.views.fail("a", "division by zero in a.power,\nrow Ä");
        assertThat(server.fetch("/api/v1/views/a", Map.of()).headers().firstValue("tideboard-failure"))
                .contains("division by zero in a.power,?row ?");
        assertThat(json("/api/v1/views/a").get("failure").stringValue())
                .isEqualTo("division by zero in a.power,\nrow Ä");
        server.views.fail("a", "");
        assertThat(json("/api/v1/views/a").has("failure")).isFalse();
    }

    @Test
    void csvKeepsFormulasFromRunning() throws Exception {
        server.views.tick(edit -> {
            edit.edit("a", "=1+1", row("=1+1", "@x,y", -5.0));
            edit.edit("a", "b\"q", row("b\"q", "", null));
        });

        HttpResponse<String> csv = server.fetch("/api/v1/views/a", Map.of("Accept", "text/csv"));

        assertThat(csv.headers().firstValue("content-type")).contains("text/csv; charset=utf-8");
        assertThat(csv.body()).isEqualTo("""
                code,region,power,at,count,open\r
                '=1+1,"'@x,y",-5.0,2026-11-22T02:00:00Z,-7,true\r
                "b""q","",,2026-11-22T02:00:00Z,-7,true\r
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|200",
                "text/html, application/xhtml+xml, */*;q=0.8|200",
                "application/vnd.apache.arrow.stream|406",
                "application/json;q=0|406",
                "text/*|200"
            })
    void theKindOfReplyIsNegotiated(String accept, int status) throws Exception {
        HttpResponse<String> response = server.fetch("/api/v1/views/a", Map.of("Accept", accept));

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 406) {
            assertThat(response.body()).contains("not_acceptable", "application/json", "text/csv");
        }
    }

    @Test
    void whatIsNotThereIsNamedTogetherWithWhatIs() throws Exception {
        HttpResponse<String> view = server.fetch("/api/v1/views/c", Map.of());
        assertThat(view.statusCode()).isEqualTo(404);
        assertThat(FeedModel.MAPPER.readTree(view.body()).get("valid").toString())
                .isEqualTo("[\"a\",\"b\"]");
        HttpResponse<String> column = server.fetch("/api/v1/views/a?fuel=Solar", Map.of());
        assertThat(column.statusCode()).isEqualTo(400);
        assertThat(column.body()).contains("fuel", "region");
        assertThat(status("/api/v1/boards/other", Map.of())).isEqualTo(404);
        assertThat(server.fetch("/api/v1/nothing", Map.of()).body()).contains("not_found");
    }

    @Test
    void thereIsAListOfEverything() throws Exception {
        assertThat(json("/api/v1/tables").get("tables").get(0).get("age_ms").longValue())
                .isEqualTo(2000);
        assertThat(json("/api/v1/tables").get("tables").get(0).get("last_event").isNull())
                .isTrue();
        assertThat(json("/api/v1/tables").get("tables").get(0).get("keep_ms").longValue())
                .isEqualTo(93_600_000);
        JsonNode view = json("/api/v1/views").get("views").get(0);
        assertThat(view.get("name").stringValue()).isEqualTo("a");
        assertThat(view.get("sources").toString()).isEqualTo("[\"feed\"]");
        assertThat(view.get("tables").toString()).isEqualTo("[\"readings\"]");
        assertThat(view.get("columns").get(3).toString())
                .isEqualTo("{\"name\":\"at\",\"type\":\"timestamp\",\"unit\":\"\"}");
        assertThat(json("/api/v1/boards").get("revision").intValue()).isEqualTo(7);
        assertThat(json("/api/v1/boards/nem").get("zone").stringValue()).isEqualTo("Australia/Brisbane");
        assertThat(json("/api/v1/sources").get("sources").get(1).get("age_ms").isNull())
                .isTrue();
        assertThat(json("/api/v1/quarantine").get("rows").get(0).get("reason").stringValue())
                .isEqualTo("not a number");
        assertThat(status("/api/v1/quarantine?limit=0", Map.of())).isEqualTo(400);
        assertThat(server.get("/schema.json")).contains("json-schema.org");
    }

    @Test
    void readinessSaysWhyNot() throws Exception {
        assertThat(status("/health/ready", Map.of())).isEqualTo(200);
        server.fakes.notReady.set("the log is being read");
        HttpResponse<String> response = server.fetch("/health/ready", Map.of());
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("the log is being read");
        assertThat(status("/health/live", Map.of())).isEqualTo(200);
    }

    @Test
    void metricsCountRowsByTableAndOutcome() throws Exception {
        assertThat(server.get("/metrics"))
                .contains(
                        "tideboard_rows_total{outcome=\"accepted\",reason=\"\",table=\"readings\"} 7.0",
                        "tideboard_rows_total{outcome=\"late\",reason=\"\",table=\"readings\"} 1.0",
                        "tideboard_rows_total{outcome=\"revised\",reason=\"\",table=\"readings\"} 2.0",
                        "tideboard_rows_total{outcome=\"duplicate\",reason=\"\",table=\"readings\"} 3.0",
                        "tideboard_rows_total{outcome=\"refused\",reason=\"too_old\",table=\"readings\"} 4.0",
                        "tideboard_rows_total{outcome=\"refused\",reason=\"value\",table=\"readings\"} 0.0",
                        "tideboard_rows_total{outcome=\"refused\",reason=\"unreadable\",table=\"\"} 6.0",
                        "tideboard_rows_expired_total{table=\"readings\"} 4.0",
                        "tideboard_table_rows{table=\"readings\"} 5.0",
                        "tideboard_feed_clients 0.0",
                        "tideboard_ticks_total 0.0");
    }

    @Test
    void everyMetricIsDocumented() throws Exception {
        String document = Files.readString(Path.of("../docs/metrics.md"));
        assertThat(server.get("/metrics").lines().filter(line -> line.startsWith("tideboard_")))
                .hasSizeGreaterThan(12)
                .allSatisfy(line -> assertThat(document).contains("| `" + line.replaceAll("[{ ].*", "") + "` |"));
    }

    @Test
    void everyRouteIsInTheContract() throws Exception {
        String contract = server.get("/openapi.yaml");
        List<String> routes = server.server.routes();
        assertThat(routes).hasSizeGreaterThan(12);
        for (String route : routes) {
            String path = route.substring(route.indexOf(' ') + 1)
                    .replaceAll(":(\\w+)", "{$1}")
                    .replaceAll("^/\\*?$", route.endsWith("/*") ? "/{file}" : "/");
            assertThat(contract).as(route).contains("\n  " + path + ":\n");
        }
    }

    @Test
    void pagesComeFromTheWebFolder() throws Exception {
        HttpResponse<String> list = server.fetch("/", Map.of());
        assertThat(list.body()).contains("list of boards");
        assertThat(list.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(list.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'self'", "frame-ancestors http")
                .doesNotContain("unsafe");
        assertThat(server.fetch("/b/nem", Map.of()).body()).contains("one board");
        assertThat(status("/b/other", Map.of())).isEqualTo(404);
    }

    @Test
    void filesAreTaggedAndPackedWhereTheBuildPackedThem() throws Exception {
        HttpResponse<String> plain = server.fetch("/elements.js", Map.of());
        assertThat(plain.body()).isEqualTo("export {};\n");
        assertThat(plain.headers().firstValue("cache-control")).contains("no-cache");
        String tag = plain.headers().firstValue("etag").orElseThrow();
        assertThat(status("/elements.js", Map.of("If-None-Match", tag))).isEqualTo(304);
        HttpResponse<String> packed = server.fetch("/elements.js", Map.of("Accept-Encoding", "gzip"));
        assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(packed.headers().firstValue("etag"))
                .isNotEqualTo(plain.headers().firstValue("etag"));
        assertThat(server.fetch("/assets/feed-Bx3k_9aZ.js", Map.of())
                        .headers()
                        .firstValue("cache-control")
                        .orElseThrow())
                .contains("immutable");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../HttpRoutesTest.class",
                "/%2e%2e/dev/tideboard/Main.class",
                "/..%2fdev/tideboard/Main.class",
                "/assets",
                "/assets/",
                "/assets/%2e%2e/elements.js%00",
                "/elements.js.gz",
                "/.hidden",
                "/a%5cb",
                "//etc/passwd"
            })
    void nothingOutsideTheWebFolderCanBeNamed(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.server.url() + path)).build();
        HttpResponse<String> response = server.client().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isIn(400, 404);
    }

    private static dev.tideboard.serve.FakeViews.Row row(
            String code, String region, @org.jspecify.annotations.Nullable Double power) {
        return new dev.tideboard.serve.FakeViews.Row(code, region, power, FakeParts.START.toEpochMilli(), -7L, true);
    }

    private static Map<String, dev.tideboard.serve.FakeViews.Row> byCode(JsonNode snapshot) {
        Map<String, dev.tideboard.serve.FakeViews.Row> rows = new TreeMap<>();
        FeedModel.rows(snapshot.get("columns")).forEach(row -> rows.put(row.code(), row));
        return rows;
    }

    private JsonNode json(String path) throws Exception {
        return FeedModel.MAPPER.readTree(server.get(path));
    }

    private int status(String path, Map<String, String> headers) throws Exception {
        return server.fetch(path, headers).statusCode();
    }

    private String tag(String path, Map<String, String> headers) throws Exception {
        return server.fetch(path, headers).headers().firstValue("etag").orElseThrow();
    }
}
