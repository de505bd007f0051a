package dev.tideboard.bench.engine;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.TickLoop;
import dev.tideboard.engine.ViewChange;
import dev.tideboard.engine.ViewListener;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import java.util.List;

/** The grouped average as Tideboard keeps it: a keyed live table and a view of it with a listener. One thread. */
final class IncrementalAverage {
    private static final String VIEW = "means";
    private static final int LOAD = 50_000;

    private final GroupedRows rows;
    private final TickLoop loop;
    private final Heard heard = new Heard();

    /** Counts what it hears, as proof that the tick reached the listener. */
    private static final class Heard implements ViewListener {
        private long changes;

        @Override
        public void changed(ViewChange change) {
            changes++;
        }

        @Override
        public void ended(String reason) {
            throw new IllegalStateException(reason);
        }
    }

    IncrementalAverage(GroupedRows rows) {
        this.rows = rows;
        Dictionary dictionary = new Dictionary();
        this.loop = new TickLoop(dictionary);
        loop.addTable(GroupedRows.SPEC);
        Planner planner = new Planner(List.of(Relation.of(GroupedRows.SPEC)), dictionary);
        loop.addView(planner.plan(ViewDefinition.of(VIEW, GroupedRows.SQL)), heard);
        for (int from = 0; from < rows.rows(); from += LOAD) {
            loop.tick(GroupedRows.TABLE, first(from, Math.min(rows.rows(), from + LOAD)));
        }
    }

    private RowBatch first(int from, int to) {
        RowBatchBuilder builder = new RowBatchBuilder(GroupedRows.SCHEMA, to - from);
        for (long id = from; id < to; id++) {
            rows.add(builder, id, GroupedRows.firstValue(id));
        }
        return builder.build();
    }

    /** Nanoseconds from the rows in hand to the listener told and the receipt given. */
    long revise(GroupedRows.Revision revision) {
        RowBatch batch = rows.batch(revision);
        long before = heard.changes;
        long start = System.nanoTime();
        loop.tick(GroupedRows.TABLE, batch);
        long nanos = System.nanoTime() - start;
        if (heard.changes != before + 1) {
            throw new IllegalStateException("the listener heard " + (heard.changes - before) + " changes of one tick");
        }
        return nanos;
    }

    GroupedRows rows() {
        return rows;
    }

    /** The sum of all averages: what the other engines' results are compared by. */
    double sumOfMeans() {
        double sum = 0;
        for (Snapshot.Chunk chunk : loop.rows(VIEW).chunks()) {
            for (int i = 0; i < chunk.count(); i++) {
                sum += chunk.rows().doubles(1).get(chunk.live()[i]);
            }
        }
        return sum;
    }
}
