package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class OptionsCommandTest {
    @TempDir
    Path folder;

    @Test
    void printsWhereEachValueComesFrom() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.properties"),
                "engine.tick-rows = 7\nengine.instance-idle = 2m\nengine.queue-rows = 1\n");
        Map<String, String> environment = Map.of(
                "TIDEBOARD_CONFIG",
                file.toString(),
                "TIDEBOARD_ENGINE_QUEUE_ROWS",
                "2",
                "TIDEBOARD_ENGINE_INSTANCE_IDLE",
                "90s");

        CommandRun run = CommandRun.of(OptionsCommand.commandLine(environment), "--engine-queue-rows=3");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "engine.queue-rows = 3 # flag --engine-queue-rows, default 131072",
                        "engine.tick-rows = 7 # file " + file + ":1, default 65536",
                        "engine.instance-idle = 90s # environment TIDEBOARD_ENGINE_INSTANCE_IDLE, default 1m",
                        "engine.retry-failed = 1s # default");
    }

    @Test
    void printsOptionsAsJson() {
        CommandRun run = CommandRun.of(OptionsCommand.commandLine(Map.of()), "--json", "--engine-tick-rows", "5");

        assertThat(JsonMapper.shared().readTree(run.out()).get("options").toString())
                .contains(
                        "{\"name\":\"engine.tick-rows\",\"value\":\"5\",\"from\":\"flag\",\"place\":\"--engine-tick-rows\","
                                + "\"default\":\"65536\",\"meaning\":\"rows that one tick takes");
    }

    @Test
    void explainsAWrongValueInOneLineAndExitsWithTwo() {
        CommandRun run = CommandRun.of(OptionsCommand.commandLine(Map.of("TIDEBOARD_ENGINE_TICK_ROWS", "many")));

        assertThat(run)
                .isEqualTo(new CommandRun(
                        2, "", "TIDEBOARD_ENGINE_TICK_ROWS: engine.tick-rows=many, expected a whole number\n"));
    }

    @Test
    void readsTheFileOfTheFlagBeforeThatOfTheEnvironment() throws IOException {
        Path file = Files.writeString(folder.resolve("t.properties"), "engine.tick-rows = 7\n");

        CommandRun run = CommandRun.of(
                OptionsCommand.commandLine(Map.of("TIDEBOARD_CONFIG", "/no/such/file")), "--config", file.toString());

        assertThat(run.out()).contains("engine.tick-rows = 7");
    }
}
