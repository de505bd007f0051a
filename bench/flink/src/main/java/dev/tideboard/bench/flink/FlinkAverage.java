package dev.tideboard.bench.flink;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/**
 * The grouped average of the engine's benchmark as a Flink job in a MiniCluster of this process: rows come as upserts by
 * {@code id}, parallelism 1, state on the heap, no checkpoints. Each row is sent on at once, since latency is what is asked
 * for, or, with {@code buffered}, when a buffer is full or 100 ms old, which is what throughput needs.
 * {@code ./tideboard bench engine --flink}
 */
public final class FlinkAverage {
    private static final String SQL = "SELECT grp, AVG(v) AS mean FROM readings GROUP BY grp";
    private static final PrintStream OUT = System.out;
    private static final int CHANGED = 10;
    private static final int TICKS = 2_000;

    private final int rows;
    private final int groups;
    private final double[] values;
    private final double[] sums;
    private final long[] counts;

    private FlinkAverage(int rows, int groups) {
        this.rows = rows;
        this.groups = groups;
        this.values = new double[rows];
        this.sums = new double[groups];
        this.counts = new long[groups];
    }

    /** Runs with the number of rows and of groups, and perhaps {@code buffered}. */
    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[0]);
        boolean buffered = arguments.length > 2;
        FlinkAverage average = new FlinkAverage(rows, Integer.parseInt(arguments[1]));
        JobClient job = start(Duration.ofMillis(buffered ? 100 : 0));
        double rate = average.load();
        OUT.printf(
                Locale.ROOT, "Flink, %s: %,.0f rows/s in%n", buffered ? "buffered" : "each row sent on at once", rate);
        if (!buffered) {
            average.revisions(1);
            average.revisions(CHANGED);
        }
        job.cancel().get();
        System.exit(0); // the cluster's threads would keep it
    }

    private static JobClient start(Duration bufferTimeout) throws Exception {
        Configuration settings = new Configuration();
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        StreamExecutionEnvironment job = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        job.setBufferTimeout(bufferTimeout.toMillis());
        TypeInformation<Row> type =
                Types.ROW_NAMED(new String[] {"id", "grp", "v"}, Types.LONG, Types.LONG, Types.DOUBLE);
        DataStream<Row> readings = job.fromSource(
                new DataGeneratorSource<>(Wires::take, Long.MAX_VALUE, type),
                WatermarkStrategy.noWatermarks(),
                "readings");
        StreamTableEnvironment tables = StreamTableEnvironment.create(job);
        Schema schema = Schema.newBuilder()
                .column("id", DataTypes.BIGINT().notNull())
                .column("grp", DataTypes.BIGINT())
                .column("v", DataTypes.DOUBLE())
                .primaryKey("id")
                .build();
        tables.createTemporaryView("readings", tables.fromChangelogStream(readings, schema, ChangelogMode.upsert()));
        tables.toChangelogStream(tables.sqlQuery(SQL))
                .map(Wires::saw)
                .returns(Types.GENERIC(Row.class))
                .sinkTo(new DiscardingSink<>());
        return job.executeAsync("average");
    }

    /** Puts every row in; rows a second until the last result, without the start of the job. */
    private double load() throws InterruptedException {
        for (int id = 0; id < rows; id++) {
            values[id] = id * 7919L % 100_003;
            sums[group(id)] += values[id];
            counts[group(id)]++;
        }
        Map<Long, Double> means = new HashMap<>();
        for (int group = 0; group < groups; group++) {
            means.put((long) group, sums[group] / counts[group]);
        }
        Awaited first = Wires.await(Map.of(0L, values[0]));
        send(0);
        long start = first.await();
        Awaited all = Wires.await(means);
        for (int id = 1; id < rows; id++) {
            send(id);
        }
        return rows * 1e9 / (all.await() - start);
    }

    private void revisions(int size) throws InterruptedException {
        Random random = new Random(size);
        for (int i = 0; i < TICKS; i++) { // for the compilers
            revise(random, size);
        }
        long[] nanos = new long[TICKS];
        for (int i = 0; i < TICKS; i++) {
            nanos[i] = revise(random, size);
        }
        Arrays.sort(nanos);
        OUT.printf(
                Locale.ROOT,
                "Flink, %d-row revision, row in to result out: median %.0f us, p99 %.0f us%n",
                size,
                nanos[TICKS / 2] / 1e3,
                nanos[TICKS * 99 / 100] / 1e3);
    }

    private long revise(Random random, int size) throws InterruptedException {
        int[] ids = random.ints(0, rows).distinct().limit(size).toArray();
        Map<Long, Double> means = new HashMap<>();
        for (int id : ids) {
            double value = random.nextInt(100_000) + 0.5; // never what it was before
            sums[group(id)] += value - values[id];
            values[id] = value;
        }
        for (int id : ids) {
            means.put((long) group(id), sums[group(id)] / counts[group(id)]);
        }
        Awaited awaited = Wires.await(means);
        long start = System.nanoTime();
        for (int id : ids) {
            send(id);
        }
        return awaited.await() - start;
    }

    private void send(int id) throws InterruptedException {
        Wires.put(Row.ofKind(RowKind.UPDATE_AFTER, (long) id, (long) group(id), values[id]));
    }

    private int group(int id) {
        return id % groups;
    }
}
