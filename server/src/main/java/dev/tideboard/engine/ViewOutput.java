package dev.tideboard.engine;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Delta;
import dev.tideboard.data.LongColumn;
import dev.tideboard.data.Nulls;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** The rows of one view instance as clients know them: with a key and a stable id per row. Engine thread only. */
sealed interface ViewOutput permits KeyedOutput, NumberedOutput {
    /** The column of the stable id. */
    String ID = "#";

    static ViewOutput of(ViewPlan plan, RowIds ids) {
        return plan.key().isEmpty()
                ? new NumberedOutput(plan.schema(), ids)
                : new KeyedOutput(plan.schema(), plan.key(), ids);
    }

    /** The columns of a view as clients see them. */
    static Schema schema(ViewPlan plan) {
        return plan.key().isEmpty() ? withId(plan.schema()) : plan.schema();
    }

    /** The key of a view as clients see it. */
    static List<String> key(ViewPlan plan) {
        return plan.key().isEmpty() ? List.of(ID) : plan.key();
    }

    /**
     * Moves the rows by one tick. Checks the whole change before it touches a row.
     *
     * @param net the consolidated change, in the columns of the plan
     * @throws IllegalStateException when it cannot be: the plan's key or operators are wrong
     */
    ViewChange apply(long tick, Delta net);

    int size();

    Snapshot snapshot(long tick);

    /** All rows in the columns of the plan: a copy. */
    RowBatch rows();

    static Schema withId(Schema plan) {
        List<ColumnSchema> columns = new ArrayList<>();
        columns.add(ColumnSchema.of(ID, ColumnType.LONG));
        columns.addAll(plan.columns());
        return new Schema(columns);
    }

    static RowBatch withIds(Schema schema, long[] ids, RowBatch rows) {
        List<Column> columns = new ArrayList<>();
        columns.add(new LongColumn(ids, rows.size(), Nulls.NONE));
        columns.addAll(rows.columns());
        return new RowBatch(schema, columns, rows.size());
    }
}
