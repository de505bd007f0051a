package dev.tideboard.bench.engine;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How long a revision of 10 rows takes beside more and more rows: a whole tick with the live table and the view of a
 * grouped average, and beside it, on the same rows after the same revisions, DuckDB running the query again. Once with 1,000
 * groups, once with a group for every 10 rows. {@code ./tideboard bench engine --curve [most rows]}
 */
final class CostCurve {
    private static final List<Integer> SIZES = List.of(10_000, 100_000, 1_000_000, 10_000_000);
    private static final int FIXED_GROUPS = 1_000;
    private static final int ROWS_PER_GROUP = 10;
    private static final int CHANGED = 10;
    private static final int TICKS = 5_000;
    private static final int RERUNS = 9;

    private final PrintStream out;
    private final int mostRows;

    CostCurve(PrintStream out, int mostRows) {
        this.out = out;
        this.mostRows = mostRows;
    }

    void run() throws SQLException {
        for (int i = 0; i < 10; i++) { // for the compilers, so that the first size is not the slow one
            measure(new IncrementalAverage(new GroupedRows(SIZES.getFirst(), FIXED_GROUPS)), new Random(i));
        }
        out.println(CHANGED + "-row revision, " + GroupedRows.SQL + "; medians in microseconds");
        curve("1,000 groups", false);
        curve("a group for every " + ROWS_PER_GROUP + " rows", true);
    }

    private void curve(String name, boolean growing) throws SQLException {
        out.println(name);
        out.printf(
                "%12s %12s %10s %8s %16s %16s %14s%n",
                "rows", "tick", "p99", "ratio", "DuckDB 1 thread", "DuckDB default", "DuckDB / tick");
        double first = 0;
        for (int size : SIZES) {
            if (size > mostRows) {
                continue;
            }
            double tick = line(new GroupedRows(size, growing ? size / ROWS_PER_GROUP : FIXED_GROUPS), first);
            first = first == 0 ? tick : first;
        }
    }

    /** Prints one line; gives the median of the tick. */
    private double line(GroupedRows rows, double first) throws SQLException {
        Random random = new Random(rows.rows());
        IncrementalAverage incremental = new IncrementalAverage(rows);
        try (RerunAverage rerun = new RerunAverage(rows)) {
            int cores = Runtime.getRuntime().availableProcessors();
            Timings one = measure(rerun.threads(1), incremental, rows, random);
            Timings all = measure(rerun.threads(cores), incremental, rows, random);
            check(incremental.sumOfMeans(), rerun.sumOfMeans());
            Timings tick = measure(incremental, random);
            double median = tick.medianMicros();
            out.printf(
                    Locale.ROOT,
                    "%,12d %12.1f %10.1f %8.2f %,16.0f %,16.0f %,14.0f%n",
                    rows.rows(),
                    median,
                    tick.percentileMicros(99),
                    first == 0 ? 1 : median / first,
                    one.medianMicros(),
                    all.medianMicros(),
                    Math.min(one.medianMicros(), all.medianMicros()) / median);
            return median;
        }
    }

    private static Timings measure(IncrementalAverage incremental, Random random) {
        GroupedRows rows = incremental.rows();
        Timings.of(TICKS, () -> incremental.revise(rows.revision(random, CHANGED)));
        return Timings.of(TICKS, () -> incremental.revise(rows.revision(random, CHANGED)));
    }

    private static Timings measure(RerunAverage rerun, IncrementalAverage incremental, GroupedRows rows, Random random)
            throws SQLException {
        return Timings.of(RERUNS, () -> {
            GroupedRows.Revision revision = rows.revision(random, CHANGED);
            incremental.revise(revision);
            return rerun.revise(revision);
        });
    }

    private static void check(double ours, double theirs) {
        if (Math.abs(ours - theirs) > 1e-9 * Math.abs(theirs)) {
            throw new IllegalStateException("sum of averages=" + ours + ", DuckDB has " + theirs);
        }
    }
}
