package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.Main;
import dev.tideboard.options.OptionFile;
import dev.tideboard.options.Settings;
import dev.tideboard.project.Environment;
import dev.tideboard.project.ProjectLoader;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Loading loading = Loading.of(List.of(folder), Environment.of(Map.of()), Map.of());
        ProjectLoader.Loaded loaded = (ProjectLoader.Loaded) loading.loader().load();
        Settings settings = Settings.resolve(
                KnownOptions.groups(),
                Map.of("port", "0", "engine.instances-per-view", "3"),
                Map.of(),
                OptionFile.NONE);
        Main.Start start = new Main.Start(loading, loaded.project(), List.of(), "", settings);
        try (Main server = Main.start(start);
                HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 10; i++) {
                assertThat(follow(client, server, "m" + i)).isEqualTo(200);
            }
            assertThat(metrics(client, server))
                    .contains("tideboard_view_instances{view=\"meters_now\"} 3.0")
                    .containsPattern("tideboard_view_state_bytes\\{view=\"meters_now\"} [1-9]");
        }
    }

    private static String metrics(HttpClient client, Main server) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + "/metrics")).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int follow(HttpClient client, Main server, String meter) throws Exception {
        String feed = server.url() + "/api/v1/feed?view=meters_now&meters_now.meter=" + meter;
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(URI.create(feed)).build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream events = answer.body()) {
            assertThat(events.read()).isPositive();
        }
        return answer.statusCode();
    }
}
