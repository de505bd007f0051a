package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiltersInUseTest {
    @Test
    void aFilterThatNobodyUsesAnyMoreKeepsOutNobody(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("site.yaml"), """
                tables:
                  meters: {columns: {meter: text, kw: double kW}, key: meter}
                views:
                  meters_now: {sql: "SELECT meter, MAX(kw) AS kw FROM meters GROUP BY meter", key: meter}
                """);
        try (RunningProject server = RunningProject.start(folder, Map.of(), Map.of("engine.instances-per-view", "3"));
                HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 10; i++) {
                assertThat(follow(client, server, "m" + i)).isEqualTo(200);
            }
            assertThat(server.get("/metrics"))
                    .contains("tideboard_view_instances{view=\"meters_now\"} 3.0")
                    .containsPattern("tideboard_view_state_bytes\\{view=\"meters_now\"} [1-9]");
        }
    }

    private static int follow(HttpClient client, RunningProject server, String meter) throws Exception {
        URI feed = server.uri("/api/v1/feed?view=meters_now&meters_now.meter=" + meter);
        HttpResponse<InputStream> answer =
                client.send(HttpRequest.newBuilder(feed).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream events = answer.body()) {
            assertThat(events.read()).isPositive();
        }
        return answer.statusCode();
    }
}
