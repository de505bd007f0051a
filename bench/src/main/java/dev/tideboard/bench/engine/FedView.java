package dev.tideboard.bench.engine;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Circuit;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One view's circuit with batches for it: batches of readings come and, some batches later, go as retention lets
 * them, so that
 * the state neither grows nor starts empty. One thread.
 */
final class FedView {
    /** How many batches of readings are in the table at a time. */
    private static final int KEPT = 64;

    private static final Schema READINGS = new Schema(List.of(
            ColumnSchema.of("device", ColumnType.TEXT),
            ColumnSchema.of("at", ColumnType.TIMESTAMP),
            ColumnSchema.of("v", ColumnType.DOUBLE)));
    private static final Schema DEVICES = new Schema(List.of(
            ColumnSchema.of("code", ColumnType.TEXT),
            ColumnSchema.of("region", ColumnType.TEXT),
            ColumnSchema.of("size", ColumnType.DOUBLE)));

    private static final Circuit.Relations UNREAD = name -> {
        throw new IllegalStateException(name + " was to be read again, but no lookup changed");
    };

    private final Circuit circuit;
    private final List<Delta> ticks;
    private int next;

    private FedView(Circuit circuit, List<Delta> ticks) {
        this.circuit = circuit;
        this.ticks = ticks;
    }

    static FedView of(String sql, int batch, int devices) {
        Dictionary dictionary = new Dictionary();
        Planner planner = new Planner(
                List.of(
                        Relation.ageing("readings", READINGS, "at"),
                        Relation.lookup("devices", DEVICES, List.of("code"))),
                dictionary);
        Circuit circuit = planner.plan(new ViewDefinition("measured", sql, Map.of(), List.of()))
                .instantiate(Binding.NONE);
        Random random = new Random(1);
        if (circuit.inputs().contains("devices")) {
            circuit.step(Map.of("devices", lookup(devices, dictionary)), UNREAD);
        }
        List<Delta> ticks = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            ticks.add(batch(batch, devices, i, random, dictionary));
        }
        ticks.forEach(tick -> circuit.step(Map.of("readings", tick), UNREAD));
        List.copyOf(ticks).forEach(tick -> ticks.add(negated(tick)));
        return new FedView(circuit, ticks);
    }

    private static Delta lookup(int devices, Dictionary dictionary) {
        RowBatchBuilder lookup = new RowBatchBuilder(DEVICES, devices);
        for (int i = 0; i < devices; i++) {
            lookup.column(0).addText("device-" + i, dictionary);
            lookup.column(1).addText("region-" + i % 5, dictionary);
            lookup.column(2).addDouble(i);
            lookup.endRow();
        }
        return lookup.buildDelta();
    }

    private static Delta batch(int rows, int devices, int tick, Random random, Dictionary dictionary) {
        RowBatchBuilder builder = new RowBatchBuilder(READINGS, rows);
        for (int row = 0; row < rows; row++) {
            builder.column(0).addText("device-" + random.nextInt(devices), dictionary);
            builder.column(1).addLong(1_760_000_000_000L + tick * 1000L + row % 1000);
            builder.column(2).addDouble(random.nextDouble() * 100);
            builder.endRow();
        }
        return builder.buildDelta();
    }

    /** The next batch in, its delta out. Batches come and go in turn. */
    Delta step() {
        boolean leaves = (next / KEPT) % 2 == 0;
        Delta tick = ticks.get(next % KEPT + (leaves ? KEPT : 0));
        next++;
        return circuit.step(Map.of("readings", tick), UNREAD);
    }

    private static Delta negated(Delta delta) {
        int[] weights = new int[delta.size()];
        Arrays.fill(weights, -1);
        return new Delta(delta.rows(), weights);
    }
}
