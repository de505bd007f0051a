package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.serve.FakeParts;
import dev.tideboard.serve.RunningServer;
import dev.tideboard.serve.http.HttpRoutes;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
    private final RunningServer server =
            new RunningServer(FakeParts.options(), parts -> List.of(new HttpRoutes(parts)), "power now");

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandRun explain(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "explain";
        all[1] = "--url";
        all[2] = server.server.url();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return CommandRun.of(all);
    }

    @Test
    void printsTheOperatorsAsATreeWithTheirFiguresAligned() {
        CommandRun run = explain("power now", "--where", "region=NSW1");

        assertThat(run).isEqualTo(new CommandRun(0, """
                        power now, 0 rows                                   changes  rows kept  bytes kept   ms
                          GroupBy [code] SUM(power)                             600         40       4,096  0.3
                            Filter [power > 5] (shared with 2 other views)   12,345          0           0  1.5
                              readings
                        """, ""));
    }

    @Test
    void printsWhatTheServerSaidAsJson() {
        assertThat(explain("power now", "--json").out()).contains("\"operation\" : \"GroupBy [code] SUM(power)\"");
    }

    @Test
    void namesTheViewsThereAre() {
        CommandRun run = explain("power");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no view \"power\"; did you mean \"power now\"? There are: power now");
    }

    @Test
    void saysThatNobodyAnswers() {
        CommandRun run = CommandRun.of("explain", "a", "--url", "http://127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("http://127.0.0.1:1 does not answer as a Tideboard server");
    }

    @Test
    void refusesAFilterWithoutAValue() {
        CommandRun run = explain("power now", "--where", "region");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--where=region, expected NAME=VALUE");
    }
}
