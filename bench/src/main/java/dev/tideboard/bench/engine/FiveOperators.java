package dev.tideboard.bench.engine;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.TableSpec;
import dev.tideboard.engine.TickLoop;
import dev.tideboard.engine.ViewChange;
import dev.tideboard.engine.ViewListener;
import dev.tideboard.engine.ViewReport;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A tick of one row through filter, projection, lookup join, GROUP BY and top-n: the latest reading of one of 5,000 devices,
 * which belong to 50 regions, of which the 10 greatest are shown. {@code ./tideboard bench engine --curve}
 */
final class FiveOperators {
    private static final int DEVICES = 5_000;
    private static final int REGIONS = 50;
    private static final int TICKS = 50_000;
    private static final String VIEW = "greatest";
    private static final String SQL = "SELECT d.region, SUM(r.v * d.size) AS total"
            + " FROM readings r JOIN devices d ON d.code = r.device WHERE r.v > 5"
            + " GROUP BY d.region ORDER BY total DESC LIMIT 10";

    private static final TableSpec READINGS = keyed(
            "readings",
            "device",
            Schema.of(ColumnSchema.of("device", ColumnType.TEXT), ColumnSchema.of("v", ColumnType.DOUBLE)));
    private static final TableSpec LOOKUP = keyed(
            "devices",
            "code",
            Schema.of(
                    ColumnSchema.of("code", ColumnType.TEXT),
                    ColumnSchema.of("region", ColumnType.TEXT),
                    ColumnSchema.of("size", ColumnType.DOUBLE)));

    private final Dictionary dictionary = new Dictionary();
    private final TickLoop loop = new TickLoop(dictionary);
    private final Random random = new Random(1);

    private FiveOperators() {
        loop.addTable(LOOKUP);
        loop.addTable(READINGS);
        RowBatchBuilder devices = new RowBatchBuilder(LOOKUP.schema(), DEVICES);
        for (int i = 0; i < DEVICES; i++) {
            devices.column(0).addText("device-" + i, dictionary);
            devices.column(1).addText("region-" + i % REGIONS, dictionary);
            devices.column(2).addDouble(1 + i % 7);
            devices.endRow();
        }
        loop.tick(LOOKUP.name(), devices.build());
        Relation lookup = Relation.lookup(LOOKUP.name(), LOOKUP.schema(), LOOKUP.key());
        Planner planner = new Planner(List.of(Relation.of(READINGS), lookup), dictionary);
        loop.addView(planner.plan(ViewDefinition.of(VIEW, SQL)), new Unmoved());
        for (int i = 0; i < DEVICES; i++) {
            loop.tick(READINGS.name(), reading(i));
        }
    }

    /** A listener that does nothing. */
    private static final class Unmoved implements ViewListener {
        @Override
        public void changed(ViewChange change) {}

        @Override
        public void ended(String reason) {}
    }

    private static TableSpec keyed(String name, String key, Schema schema) {
        return new TableSpec(
                name,
                schema,
                List.of(key),
                "",
                TableSpec.ClockKind.WALL,
                Duration.ZERO,
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);
    }

    static void run(PrintStream out) {
        FiveOperators measured = new FiveOperators();
        Timings.of(4 * TICKS, measured::tick); // for the compilers
        long before = nanos(measured.loop.report(VIEW));
        Timings ticks = Timings.of(TICKS, measured::tick);
        ViewReport after = measured.loop.report(VIEW);
        out.println("one-row tick through "
                + after.nodes().stream().map(ViewReport.Node::operation).collect(Collectors.joining(" > ")));
        out.printf(
                Locale.ROOT,
                "whole tick: median %.1f us, p99 %.1f us; of it in the operators: mean %.1f us%n",
                ticks.medianMicros(),
                ticks.percentileMicros(99),
                (nanos(after) - before) / 1000.0 / TICKS);
    }

    private static long nanos(ViewReport report) {
        return report.nodes().stream().mapToLong(ViewReport.Node::nanos).sum();
    }

    private long tick() {
        RowBatch one = reading(random.nextInt(DEVICES));
        long start = System.nanoTime();
        loop.tick(READINGS.name(), one);
        return System.nanoTime() - start;
    }

    private RowBatch reading(int device) {
        RowBatchBuilder builder = new RowBatchBuilder(READINGS.schema(), 1);
        builder.column(0).addText("device-" + device, dictionary);
        builder.column(1).addDouble(random.nextInt(1000));
        builder.endRow();
        return builder.build();
    }
}
