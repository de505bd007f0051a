package dev.tideboard.bench.engine;

import dev.tideboard.data.Delta;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Batches of readings through one view's operators, with the delta they give. A reading is (device text, at timestamp,
 * v double); devices come in random order, {@code v} is uniform in 0 to 100. {@code ./tideboard bench engine}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "-XX:+UseCompactObjectHeaders",
            "-Xms2g",
            "-Xmx2g",
            "-Xmn256m",
            "-XX:+UseSerialGC",
            "-XX:+AlwaysPreTouch"
        })
public class OperatorBenchmark {
    /** Rows a batch. */
    @Param({"1000", "8000"})
    public int batch;

    /** Distinct devices. */
    @Param({"5000", "200000"})
    public int devices;

    /** The view, by its name in {@link Views}. */
    @Param({"filter", "group", "lookup", "latest", "hop", "ends", "median", "about", "distinct"})
    public String view = "";

    private @Nullable FedView fed;

    /** Plans the view and makes the batches. */
    @Setup(Level.Trial)
    public void plan() {
        fed = FedView.of(Views.sql(view), batch, devices);
    }

    /** One batch in, its delta out. */
    @Benchmark
    public Delta step() {
        return Objects.requireNonNull(fed).step();
    }
}
