package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every supported construct, in any composition, against DuckDB and against recomputation. Each run starts from a seed of
 * its own; {@code -Dtideboard.fuzz.seed=N} repeats one, {@code -Dtideboard.fuzz.seeds=N} runs more.
 */
class OracleTest {
    private static final long FIRST_SEED = Long.getLong("tideboard.fuzz.seed", new Random().nextInt(1_000_000_000));
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
