package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Every supported construct, in any composition, against DuckDB. {@code -Dtideboard.fuzz.seed=N} starts elsewhere,
 * {@code -Dtideboard.fuzz.cases=N} runs more, {@code -Dtideboard.fuzz.minutes=N} runs for so long instead.
 */
class OracleTest {
    private static final long FIRST_SEED = Long.getLong("tideboard.fuzz.seed", 20260101);
    private static final int CASES = Integer.getInteger("tideboard.fuzz.cases", 300);
    private static final int MINUTES = Integer.getInteger("tideboard.fuzz.minutes", 0);

    @Test
    void everyTickGivesTheRowsThatDuckDbComputesFromScratch() throws SQLException {
        Instant end = Instant.now().plus(Duration.ofMinutes(MINUTES));
        long cases = 0;
        try (SqlFuzz fuzz = new SqlFuzz()) {
            while (MINUTES > 0 ? Instant.now().isBefore(end) : cases < CASES) {
                long seed = FIRST_SEED + cases++;
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
        assertThat(cases).isPositive();
    }
}
