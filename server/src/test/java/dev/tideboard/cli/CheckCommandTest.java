package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
    private static final String POLLED = """
            tables: {a: {columns: {x: text, n: int}, key: x}}
            views:
              second: {sql: SELECT x FROM a ORDER BY n LIMIT 1 OFFSET 1, every: 5s}
              counted: SELECT COUNT(*) AS n FROM a
              again: SELECT x FROM a ORDER BY n LIMIT 1 OFFSET 1
            """;
    private static final String REASON = "OFFSET is not supported in a view; leave it out";

    @TempDir
    Path folder;

    @Test
    void findsNothingWrongWithTheDemoOfTheElectricityMarket() {
        CommandRun run = CommandRun.of("check", "../demos/nem");

        assertThat(run).isEqualTo(new CommandRun(0, "no errors: 3 tables, 1 source, 12 views, 1 board\n", ""));
    }

    @Test
    void printsAllErrorsAndExitsWithOne() throws IOException {
        save("tables:\n  a: {colums: {x: text}}\nviewz: {}\n");

        CommandRun run = CommandRun.of("check", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsExactly(
                        folder + "/p.yaml:2:6: PRJ-0005 tables.a: the key \"columns\" is missing;"
                                + " expected columns: {NAME: TYPE}, or csv: FILE",
                        folder
                                + "/p.yaml:2:7: PRJ-0004 tables.a: unknown key \"colums\"; expected one of columns, time,"
                                + " key, clock, when_full, stale, keep, csv; did you mean \"columns\"?",
                        folder + "/p.yaml:3:1: PRJ-0004 unknown key \"viewz\"; expected one of tables, sources, views,"
                                + " boards, polled; did you mean \"views\"?",
                        "3 errors");
    }

    @Test
    void printsErrorsAsJson() throws IOException {
        save("viewz: {}");

        CommandRun run = CommandRun.of("check", "--json", folder.toString());
        JsonNode result = JsonMapper.shared().readTree(run.out());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(result.get("ok").booleanValue()).isFalse();
        assertThat(result.get("errors").get(0).toString())
                .isEqualTo("{\"file\":\"" + folder + "/p.yaml\",\"line\":1,\"column\":1,\"code\":\"PRJ-0004\","
                        + "\"found\":\"unknown key \\\"viewz\\\"\","
                        + "\"expected\":\"one of tables, sources, views, boards, polled\",\"nearest\":\"views\"}");
    }

    @Test
    void saysAsJsonThatNothingIsWrong() throws IOException {
        save("tables: {a: {columns: {x: text}, key: x}}");

        CommandRun run = CommandRun.of("check", "--json", folder.toString());

        assertThat(JsonMapper.shared().readTree(run.out()).toString()).contains("\"ok\":true");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void warnsOfAParameterThatTheSqlNeverUses() throws IOException {
        save("""
                tables: {a: {columns: {x: text, n: int}, key: x}}
                views:
                  used:
                    params: {least: int, x: "text[]", most: int}
                    sql: SELECT n::bigint AS n, ':most' AS t FROM a WHERE n > :least AND x IN (:x) -- not :most
                """);

        CommandRun run = CommandRun.of("check", folder.toString());
        JsonNode json = JsonMapper.shared()
                .readTree(CommandRun.of("check", "--json", folder.toString()).out());

        assertThat(run)
                .isEqualTo(new CommandRun(
                        0,
                        "no errors: 1 table, 0 sources, 1 view, 0 boards, 1 warning\n" + folder
                                + "/p.yaml:4:39: warning: PRJ-0017 views.used.params.most: the SQL never uses :most, so that a"
                                + " filter of that name changes nothing; expected :most in the SQL, or no such parameter\n",
                        ""));
        assertThat(json.get("warnings").get(0).get("line").intValue()).isEqualTo(4);
    }

    @Test
    void saysWhichViewsArePolledHowOftenAndWhy() throws IOException {
        save(POLLED);

        CommandRun run = CommandRun.of("check", folder.toString());

        assertThat(run)
                .isEqualTo(new CommandRun(
                        0,
                        "no errors: 1 table, 0 sources, 3 views (2 polled), 0 boards\n"
                                + folder + "/p.yaml:3:59: the view second is polled, every 5 s: " + REASON + "\n"
                                + folder + "/p.yaml:5:52: the view again is polled, every 1 s: " + REASON + "\n",
                        ""));
    }

    @Test
    void saysAsJsonWhichViewsArePolled() throws IOException {
        save(POLLED);

        JsonNode polled = JsonMapper.shared()
                .readTree(CommandRun.of("check", "--json", folder.toString()).out())
                .get("polled");

        assertThat(polled.size()).isEqualTo(2);
        assertThat(polled.get(0).toString())
                .isEqualTo("{\"file\":\"" + folder + "/p.yaml\",\"line\":3,\"column\":59,\"view\":\"second\","
                        + "\"every_ms\":5000,\"reason\":\"" + REASON + "\"}");
    }

    @Test
    void saysWhichViewsWereNotCheckedSinceWhatTheyReadIsWrong() throws IOException {
        save("""
                tables:
                  meters: {columns: {meter: text, kw: dubble}, key: meter}
                  sites: {columns: {site: text}, key: site}
                views:
                  now: "SELECT meter, kw FROM meters"
                  top: "SELECT nonsense FROM now"
                  other: "SELECT site FROM sites"
                """);

        assertThat(CommandRun.of("check", folder.toString()).out())
                .contains("1 error\n")
                .endsWith("2 views were not checked, since what they read has errors: now, top\n");
        assertThat(CommandRun.of("check", "--json", folder.toString()).out())
                .contains("\"unchecked\" : [ \"now\", \"top\" ]");
    }

    @Test
    void exitsWithTwoWithoutAFolder() {
        CommandRun run = CommandRun.of("check");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("DIR");
    }

    private void save(String yaml) throws IOException {
        Files.writeString(folder.resolve("p.yaml"), yaml);
    }
}
