package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SQL that operators do not know is polled, also where DuckDB spells it otherwise. */
class PolledSqlTest {
    private static final String TABLES = """
            tables:
              readings:
                columns: {meter: text, at: timestamp, kw: double kW}
                key: [meter, at]
                keep: {memory: forever}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "SELECT meter FROM readings INTERSECT ALL SELECT meter FROM readings ! a a b",
                "SELECT meter FROM readings EXCEPT ALL SELECT meter FROM readings WHERE kw IS NULL ! a b",
                "SELECT LAG(kw) IGNORE NULLS OVER (ORDER BY at) AS kw FROM readings ! 1.0 1.0 null",
                "SELECT LAG(kw IGNORE NULLS) OVER (ORDER BY at) AS kw FROM readings ! 1.0 1.0 null",
                "SELECT LAST_VALUE(kw) IGNORE NULLS OVER w AS kw FROM readings WINDOW w AS (ORDER BY at) ! 1.0 1.0 9.0",
                "SELECT 'none' AS meter UNION ALL SELECT meter FROM readings WHERE kw > 1 ! b none",
                "SELECT meter FROM readings ORDER BY at LIMIT 9 OFFSET 2 ! b",
                "SELECT SUM(DISTINCT kw) AS kw FROM readings ! 10.0",
                "SELECT SUM(DISTINCT kw) * HOURS(INTERVAL '90' MINUTE) AS kwh FROM readings ! 15.0",
                "SELECT NTILE(2) OVER (ORDER BY at) AS half FROM readings ! 1 1 2",
                "SELECT NTILE(2) OVER (PARTITION BY meter, kw ORDER BY at) AS half FROM readings ! 1 1 1",
                "SELECT NTILE(2) OVER (ORDER BY at) AS half FROM readings; -- and no more ! 1 1 2",
                "SELECT NTILE(2) OVER (ORDER BY at) AS half FROM readings WHERE at < '2026-01-01T00:00:00+00:00' ! 1 1 2",
                "SELECT meter FROM readings WHERE at NOT IN (SELECT at FROM readings WHERE kw > 1) ! a a",
                "SELECT meter, PRODUCT(kw) AS kw FROM readings GROUP BY ALL HAVING COUNT(kw) > 0 ORDER BY kw LIMIT 1 ! a 1.0",
            })
    void whatOperatorsDoNotKnowIsPolled(String sql, String rows) throws Exception {
        Files.writeString(folder.resolve("site.yaml"), TABLES + "views:\n  v: {sql: \"" + sql + "\", every: 100ms}\n");
        try (RunningViews views = RunningViews.start(folder)) {
            views.put("readings", List.of("a", 1L, 1.0), List.of("a", 2L, ""), List.of("b", 3L, 9.0));

            assertThat(views.view("v").polled()).isEqualTo("polled, every 100 ms");
            assertThat(String.join(" ", views.rows("v"))).isEqualTo(rows);
        }
    }
}
