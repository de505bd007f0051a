package dev.tideboard.bench.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;

/**
 * Runs the engine's benchmarks: without arguments all of them, with {@code --curve [most rows]} only what a change costs
 * beside more and more rows, with {@code --flink [rows]} only what is held against Flink, with JMH's own arguments, such as {@code -p view=group -prof gc}, only the operators.
 */
public final class EngineBench {
    private static final int MOST_ROWS = 10_000_000;

    private static final int FLINK_ROWS = 1_000_000;

    private EngineBench() {}

    /** Runs what the arguments select. */
    public static void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
        List<String> given = List.of(arguments);
        if (given.contains("--flink")) {
            EngineLatency.run(out, given.size() > 1 ? Integer.parseInt(given.getLast()) : FLINK_ROWS);
            return;
        }
        boolean curve = given.contains("--curve");
        if (given.isEmpty() || curve) {
            costs(out, given.size() > 1 ? Integer.parseInt(given.getLast()) : MOST_ROWS);
        }
        if (!curve) {
            org.openjdk.jmh.Main.main(arguments);
        }
    }

    private static void costs(PrintStream out, int mostRows) {
        try {
            FiveOperators.run(out);
            new CostCurve(out, mostRows).run();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB failed", e);
        }
    }
}
