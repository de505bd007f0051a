package dev.tideboard.query;

import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Decimals;
import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Circuit;
import dev.tideboard.engine.RowGroups;
import dev.tideboard.engine.ViewPlan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A view fed by hand: rows in, the bag of result rows out. */
final class ViewRun {
    /** What a missing value looks like in rows. */
    static final String NULL = "∅";

    private final ViewPlan plan;
    private final Binding binding;
    private final Circuit circuit;
    private final Dictionary dictionary;
    private final Map<List<Object>, Integer> rows = new LinkedHashMap<>();
    private final Map<String, Delta> pending = new TreeMap<>();
    private final Map<String, Delta> inputs = new TreeMap<>();
    private Delta last;
    private long nowMs = Long.MIN_VALUE;

    ViewRun(ViewPlan plan, Dictionary dictionary, Binding binding) {
        this.plan = plan;
        this.binding = binding;
        this.circuit = plan.instantiate(binding);
        this.dictionary = dictionary;
        this.last = Delta.empty(plan.schema());
    }

    ViewRun(ViewPlan plan, Dictionary dictionary) {
        this(plan, dictionary, Binding.NONE);
    }

    /** Rows of values, each with its weight, as a delta of {@code schema}. */
    static Delta delta(Schema schema, Dictionary dictionary, List<List<Object>> rows, int... weights) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            for (int c = 0; c < schema.size(); c++) {
                add(builder.column(c), schema.column(c), rows.get(i).get(c), dictionary);
            }
            builder.endRow(weights.length == 0 ? 1 : weights[i % weights.length]);
        }
        return builder.buildDelta();
    }

    private static void add(ColumnBuilder column, ColumnSchema schema, Object value, Dictionary dictionary) {
        if (value.equals(NULL)) {
            column.addNull();
            return;
        }
        switch (schema.type().storage()) {
            case TEXT -> column.addText((String) value, dictionary);
            case DOUBLE -> column.addDouble(((Number) value).doubleValue());
            case LONG ->
                column.addLong(
                        switch (value) {
                            case Boolean truth -> truth ? 1 : 0;
                            case BigDecimal decimal ->
                                Decimals.exact(decimal, schema.type().scale());
                            default -> ((Number) value).longValue();
                        });
        }
    }

    ViewRun change(String relation, Schema schema, int weight, Object[]... changed) {
        List<List<Object>> list =
                Arrays.stream(changed).map(row -> List.of(row)).toList();
        pending.put(relation, delta(schema, dictionary, list, weight));
        return tick();
    }

    ViewRun put(String relation, Delta delta) {
        pending.put(relation, delta);
        return this;
    }

    /** Says what time it is in the ticks to come. */
    ViewRun at(long now) {
        nowMs = now;
        return this;
    }

    /** Steps the circuit with what was put and adds its output up. */
    ViewRun tick() {
        pending.forEach((name, delta) -> inputs.merge(name, delta, ViewRun::sum));
        last = circuit.step(pending, this::relation, nowMs);
        pending.clear();
        add(last, rows);
        return this;
    }

    /** Adds the rows of {@code delta} to counted rows. */
    static void add(Delta delta, Map<List<Object>, Integer> rows) {
        for (int i = 0; i < delta.size(); i++) {
            List<Object> row = new ArrayList<>();
            for (int c = 0; c < delta.schema().size(); c++) {
                row.add(value(delta.rows(), c, i));
            }
            rows.merge(row, delta.weight(i), Integer::sum);
        }
        rows.values().removeIf(weight -> weight == 0);
    }

    /** A value as a plain object; of a decimal without the zeros at its end. */
    static Object value(RowBatch rows, int column, int row) {
        Object value = rows.column(column).boxed(row, NULL);
        ColumnType type = rows.schema().column(column).type();
        return type.isDecimal() && value instanceof Long stored
                ? BigDecimal.valueOf(stored, type.scale()).stripTrailingZeros()
                : value;
    }

    /** How many rows of change all operators together gave so far. */
    long rowsOfChange() {
        long rows = 0;
        for (int i = 0; i < circuit.nodes().size(); i++) {
            rows += circuit.rowsOut(i);
        }
        return rows;
    }

    /** The rows that fresh operators make of all that was put so far, in one step. */
    List<List<Object>> recomputed() {
        Circuit fresh = plan.instantiate(binding);
        Map<String, Delta> everything = new TreeMap<>();
        fresh.inputs().forEach(name -> everything.put(name, Delta.inserts(relation(name))));
        Map<List<Object>, Integer> counted = new LinkedHashMap<>();
        add(fresh.step(everything, this::relation, nowMs), counted);
        return listed(counted);
    }

    /** What two deltas of a relation come to. */
    static Delta sum(Delta one, Delta other) {
        return RowGroups.consolidate(Delta.sum(one.schema(), List.of(one, other)));
    }

    /** All rows of a table, as an engine would give them. */
    private RowBatch relation(String name) {
        return copies(inputs.getOrDefault(name, Delta.empty(circuit.input(name))));
    }

    /** The rows that deltas come to in sum, copies repeated. */
    static RowBatch copies(Delta rows) {
        RowBatchBuilder builder = new RowBatchBuilder(rows.schema(), rows.size());
        Delta net = RowGroups.consolidate(rows);
        for (int row = 0; row < net.size(); row++) {
            for (int copy = 0; copy < net.weight(row); copy++) {
                builder.addRow(net.rows(), row, 1);
            }
        }
        return builder.buildDelta().rows();
    }

    /** The delta of the last tick. */
    Delta last() {
        return last;
    }

    Circuit circuit() {
        return circuit;
    }

    /** The rows now, copies repeated, in the order of their texts. */
    List<List<Object>> rows() {
        return listed(rows);
    }

    /** Counted rows, copies repeated, in the order of their texts. */
    static List<List<Object>> listed(Map<List<Object>, Integer> counted) {
        List<List<Object>> all = new ArrayList<>();
        counted.forEach((row, weight) -> {
            if (weight < 0) {
                throw new AssertionError("row " + row + " has weight " + weight);
            }
            for (int i = 0; i < weight; i++) {
                all.add(row);
            }
        });
        all.sort(Comparator.comparing(Object::toString));
        return all;
    }
}
