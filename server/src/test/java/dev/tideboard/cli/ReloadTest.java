package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    private static final String VIEWS = "/api/v1/views";
    private static final String SITE = "/api/v1/boards/site";
    private static final String PROJECT = """
            tables:
              meters: {columns: {meter: text, kw: double kW}, key: meter, csv: meters.csv}
            views:
              meters_now: {sql: "SELECT meter, kw FROM meters", key: meter}
            """;

    @Test
    void howLongATableMayBeSilentIsTakenOverWhileTheServerRuns(@TempDir Path folder) throws Exception {
        String project = """
                tables:
                  meters: {columns: {meter: text, kw: double kW}, key: meter, stale: 2h}
                  outages: {columns: {meter: text}, key: meter, stale: never}
                views:
                  down: "SELECT m.meter, m.kw FROM meters m JOIN outages o ON o.meter = m.meter"
                """;
        Path file = Files.writeString(folder.resolve("site.yaml"), project);
        try (RunningProject server = RunningProject.start(folder)) {
            assertThat(server.get(VIEWS)).contains("\"tables\":[\"meters\"]");
            assertThat(server.beat("down")).contains("\"meters\":{\"age_ms\":null,\"stale_ms\":7200000}");

            Files.writeString(file, project.replace("2h", "30s").replace("never", "1d"));
            await().until(() -> server.get(VIEWS).contains("\"tables\":[\"meters\",\"outages\"]"));
            await().untilAsserted(() ->
                    assertThat(server.beat("down")).contains("\"stale_ms\":30000}", "\"stale_ms\":86400000}"));
        }
    }

    @Test
    void anEditThatChangesATableIsRefusedAsAWholeAndTheBoardsSayWhy(@TempDir Path folder) throws Exception {
        String project = """
                tables:
                  meters: {columns: {meter: text, kw: double kW}, key: meter}
                views:
                  now: "SELECT meter, kw FROM meters"
                boards:
                  site: {title: Site, panels: [{status: all}, {table: now, at: [1, 1, 12, 1]}]}
                """;
        Path file = Files.writeString(folder.resolve("site.yaml"), project);
        try (RunningProject server = RunningProject.start(folder)) {
            assertThat(server.get(SITE)).contains("\"refused_edit\":[]");
            assertThat(server.beat("now")).contains("\"boards\":1,");

            Files.writeString(
                    file, project.replace("kw: double kW", "kw: double MW").replace("title: Site", "title: New"));
            await().until(() -> server.get(SITE).contains("table meters changed: start the server again"));
            assertThat(server.get(SITE)).contains("\"title\":\"Site\"");
            assertThat(server.get("/api/v1/boards")).contains("table meters changed");
            await().until(() -> server.beat("now").contains("\"boards\":2,"));

            Files.writeString(file, project.replace("FROM meters", "FROM metres"));
            await().until(() -> server.get(SITE).contains("[\"site.yaml:4:"));

            Files.writeString(file, project.replace("title: Site", "title: New"));
            await().until(() -> server.get(SITE).contains("\"title\":\"New\""));
            assertThat(server.get(SITE)).contains("\"refused_edit\":[]");
        }
    }

    /** As a file is that an editor has emptied and not written yet. */
    @Test
    void aProjectThatWasEmptyForAMomentIsThereAgain(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("site.yaml"), PROJECT);
        Files.writeString(folder.resolve("meters.csv"), "meter,kw\nroof,1.5\n");
        try (RunningProject server = RunningProject.start(folder)) {
            assertThat(server.get(VIEWS)).contains("meters_now");

            Files.writeString(file, "");
            await().until(() -> !server.get(VIEWS).contains("meters_now"));
            Files.writeString(file, PROJECT);
            await().until(() -> server.get(VIEWS).contains("meters_now"));
            assertThat(server.get(VIEWS + "/meters_now")).contains("\"roof\"");
        }
    }
}
