package dev.tideboard.query;

import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/**
 * {@code ./tideboard fuzz sql --minutes N}: runs cases of {@link SqlFuzz} from a fresh seed on and prints those that
 * fail; {@code --seed S --seeds N} runs just those. Ends with 1 when a case failed.
 */
final class SqlFuzzMain {
    private static final long PROGRESS_EVERY = 1000;

    private static final PrintStream OUT = System.out;

    private final long firstSeed;
    private final long seeds;
    private final Instant end;

    private SqlFuzzMain(long firstSeed, long seeds, Instant end) {
        this.firstSeed = firstSeed;
        this.seeds = seeds;
        this.end = end;
    }

    public static void main(String[] arguments) throws SQLException {
        Duration time = Duration.ofMinutes(5);
        long seed = new Random().nextInt(1_000_000_000);
        long seeds = Long.MAX_VALUE;
        for (int i = 0; i < arguments.length; i += 2) {
            String option = arguments[i];
            long value =
                    i + 1 < arguments.length ? number(option, arguments[i + 1]) : refuse(option + " needs a number");
            switch (option) {
                case "--minutes" -> time = Duration.ofMinutes(value);
                case "--seed" -> {
                    seed = value;
                    seeds = 1;
                }
                case "--seeds" -> seeds = value;
                default -> refuse(option + " is unknown; expected --minutes N, --seed S or --seeds N");
            }
        }
        long failed = new SqlFuzzMain(seed, seeds, Instant.now().plus(time)).run();
        System.exit(failed > 0 ? 1 : 0);
    }

    private static long number(String option, String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : refuse(option + "=" + text + ", expected a number");
    }

    private static long refuse(String reason) {
        OUT.println("fuzz sql: " + reason);
        System.exit(2);
        return 0;
    }

    /** How many seeds failed. */
    private long run() throws SQLException {
        long done = 0;
        long failed = 0;
        try (SqlFuzz fuzz = new SqlFuzz()) {
            while (done < seeds && Instant.now().isBefore(end)) {
                long seed = firstSeed + done++;
                Optional<String> problem = fuzz.run(seed);
                if (problem.isPresent()) {
                    failed++;
                    OUT.println(problem.get() + "\nreplay with: ./tideboard fuzz sql --seed " + seed + "\n");
                }
                if (done % PROGRESS_EVERY == 0) {
                    OUT.println(done * SqlFuzz.CASES_PER_SEED + " cases, " + failed + " failed");
                }
            }
        }
        OUT.println(done * SqlFuzz.CASES_PER_SEED + " cases of " + done + " pairs of views from seed " + firstSeed
                + ", " + failed + " failed");
        return failed;
    }
}
