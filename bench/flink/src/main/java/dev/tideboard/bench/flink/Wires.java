package dev.tideboard.bench.flink;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.flink.types.Row;

/**
 * What leads into the job and out of it. The cluster runs in this process but gets its functions as bytes, so static fields
 * are what it shares with the benchmark. Thread-safe.
 */
final class Wires {
    private static final BlockingQueue<Row> ROWS = new ArrayBlockingQueue<>(100_000);
    private static volatile Awaited awaited = new Awaited(Map.of());

    private Wires() {}

    static void put(Row row) throws InterruptedException {
        ROWS.put(row);
    }

    static Row take(Long number) throws InterruptedException {
        return ROWS.take();
    }

    static Awaited await(Map<Long, Double> means) {
        Awaited next = new Awaited(means);
        awaited = next;
        return next;
    }

    static Row saw(Row row) {
        if (row.getField(0) instanceof Long group && row.getField(1) instanceof Double mean) {
            awaited.saw(group, mean);
        }
        return row;
    }
}
