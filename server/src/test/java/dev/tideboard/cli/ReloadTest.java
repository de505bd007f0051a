package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.Main;
import dev.tideboard.options.OptionFile;
import dev.tideboard.options.Settings;
import dev.tideboard.project.Environment;
import dev.tideboard.project.ProjectLoader;
import java.io.IOException;
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

class ReloadTest {
    private static final String PROJECT = """
            tables:
              meters: {columns: {meter: text, kw: double kW}, key: meter, csv: meters.csv}
            views:
              meters_now: {sql: "SELECT meter, kw FROM meters", key: meter}
            """;

    /** As a file is that an editor has emptied and not written yet. */
    @Test
    void aProjectThatWasEmptyForAMomentIsThereAgain(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("site.yaml"), PROJECT);
        Files.writeString(folder.resolve("meters.csv"), "meter,kw\nroof,1.5\n");
        try (Main server = start(folder)) {
            assertThat(views(server)).contains("meters_now");

            Files.writeString(file, "");
            await().until(() -> !views(server).contains("meters_now"));
            Files.writeString(file, PROJECT);
            await().until(() -> views(server).contains("meters_now"));
            assertThat(get(server, "/api/v1/views/meters_now")).contains("\"roof\"");
        }
    }

    private static Main start(Path folder) throws IOException, InterruptedException {
        Loading loading = Loading.of(List.of(folder), Environment.of(Map.of()), Map.of());
        ProjectLoader.Loaded loaded = (ProjectLoader.Loaded) loading.loader().load();
        Settings settings = Settings.resolve(KnownOptions.groups(), Map.of("port", "0"), Map.of(), OptionFile.NONE);
        return Main.start(new Main.Start(loading, loaded.project(), List.of(), "", settings));
    }

    private static String views(Main server) throws IOException, InterruptedException {
        return get(server, "/api/v1/views");
    }

    private static String get(Main server, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(server.url() + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
