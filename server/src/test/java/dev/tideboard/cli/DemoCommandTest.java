package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCommandTest {

    @Test
    void refusesASpeedThatPlaysNothing() {
        assertThat(CommandRun.of("demo", "--speed", "0"))
                .isEqualTo(new CommandRun(2, "", "--speed=0.0, expected more than 0 intervals a second\n"));
        assertThat(CommandRun.of("demo", "--history", "-1").err()).contains("--history=-1, expected 0 hours or more");
    }

    @Test
    void printsTheReferenceOfOptions() {
        assertThat(CommandRun.of("options", "--markdown").out()).contains("| `engine.tick-rows`");
    }
}
