package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every supported construct, in any composition, against DuckDB and against recomputation: 2,000 histories of 250 pairs of
 * views. {@code -Dtideboard.fuzz.seed=N} starts elsewhere, {@code -Dtideboard.fuzz.seeds=N} runs more; {@code ./tideboard
 * fuzz sql} looks for seeds that fail.
 */
class OracleTest {
    private static final long FIRST_SEED = Long.getLong("tideboard.fuzz.seed", 20260101);
    private static final int SEEDS = Integer.getInteger("tideboard.fuzz.seeds", 250);

    @Test
    void everyTickGivesTheRowsThatDuckDbComputesFromScratch() throws SQLException {
        try (SqlFuzz fuzz = new SqlFuzz()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
                Optional<String> report;
                try {
                    report = fuzz.run(seed);
                } catch (RuntimeException | SQLException e) {
                    throw new AssertionError("seed " + seed + " broke: " + e.getMessage(), e);
                }
                assertThat(report.orElse(""))
                        .as("the difference of seed %s", seed)
                        .isEmpty();
            }
        }
    }
}
