package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every supported construct, in any composition, against DuckDB and against recomputation: 2,000 histories of 250 pairs of
 * views, others each time. {@code -Dtideboard.fuzz.seed=N} starts at one that a failure named, {@code
 * -Dtideboard.fuzz.seeds=N} runs more; {@code ./tideboard fuzz sql} looks for seeds that fail.
 */
class OracleTest {
    private static final long FIRST_SEED = Long.getLong("tideboard.fuzz.seed", new Random().nextInt(1_000_000_000));
    private static final int SEEDS = Integer.getInteger("tideboard.fuzz.seeds", 250);

    @Test
    void everyTickGivesTheRowsThatDuckDbComputesFromScratch() throws SQLException {
        try (SqlFuzz fuzz = new SqlFuzz()) {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
                assertThat(fuzz.run(seed).orElse(""))
                        .as("what is wrong with seed %s; replay it with ./tideboard fuzz sql --seed %s", seed, seed)
                        .isEmpty();
            }
        }
    }
}
