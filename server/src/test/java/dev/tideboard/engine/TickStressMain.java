package dev.tideboard.engine;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Random;

/**
 * {@code ./tideboard fuzz ticks --minutes N}: runs {@link TickStress} from a fresh seed on, a new engine every few seconds;
 * {@code --seed S} starts from that one. Prints what was seen that may not be, and ends with 1 for it.
 */
final class TickStressMain {
    private static final PrintStream OUT = System.out;
    private static final Duration EACH = Duration.ofSeconds(5);

    private TickStressMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        long minutes = 5;
        long seed = new Random().nextInt(1_000_000_000);
        for (int i = 0; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            if (!value.matches("\\d{1,12}")) {
                refuse(arguments[i] + "=" + value + ", expected a number");
            }
            switch (arguments[i]) {
                case "--minutes" -> minutes = Long.parseLong(value);
                case "--seed" -> seed = Long.parseLong(value);
                default -> refuse(arguments[i] + " is unknown; expected --minutes N or --seed S");
            }
        }
        System.exit(run(seed, Duration.ofMinutes(minutes)) ? 0 : 1);
    }

    private static void refuse(String reason) {
        OUT.println("fuzz ticks: " + reason);
        System.exit(2);
    }

    private static boolean run(long firstSeed, Duration time) throws InterruptedException {
        long ticks = 0;
        long rounds = 0;
        long seed = firstSeed;
        for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; seed++) {
            TickStress.Outcome outcome = TickStress.run(seed, EACH);
            ticks += outcome.ticks();
            rounds += outcome.rounds();
            if (!outcome.problems().isEmpty()) {
                outcome.problems().forEach(problem -> problem.printStackTrace(OUT));
                OUT.println(
                        "seed " + seed + "; how the threads met is not in it: ./tideboard fuzz ticks --seed " + seed);
                return false;
            }
        }
        OUT.println(ticks + " ticks, " + rounds + " rounds of other threads, from seed " + firstSeed
                + ", nothing torn or out of order");
        return true;
    }
}
