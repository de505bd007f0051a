package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Views that have operators in common against the same views computed from scratch. {@code -Dtideboard.fuzz.seed=N} starts
 * elsewhere, {@code -Dtideboard.fuzz.seeds=N} runs more.
 */
class SharingTest {
    private static final long FIRST_SEED = Long.getLong("tideboard.fuzz.seed", 20260101);
    private static final int SEEDS = Integer.getInteger("tideboard.fuzz.seeds", 60);

    @Test
    void everyViewHasItsRowsWhoeverItSharesOperatorsWithAndWheneverItStarts() {
        int operators = 0;
        int shared = 0;
        int failures = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            SharingFuzz fuzz = new SharingFuzz(seed, RandomTables.FIXED);
            Optional<String> report;
            try {
                report = fuzz.run();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " broke: " + e.getMessage(), e);
            }
            assertThat(report.orElse("")).as("the difference of seed %s", seed).isEmpty();
            operators += fuzz.operators();
            shared += fuzz.shared();
            failures += fuzz.failures();
        }
        assertThat(shared).as("shared of %s operators", operators).isGreaterThan(operators / 10);
        assertThat(failures).as("views that failed on a row").isGreaterThan(SEEDS / 6);
    }
}
