package dev.tideboard.bench.engine;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.TableSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The rows of the grouped average, the same for every engine that is measured: readings (id, grp, v), keyed by {@code id},
 * spread evenly over the groups, and revisions of a few of them.
 *
 * @param groups distinct values of {@code grp}
 */
record GroupedRows(int rows, int groups) {
    static final String TABLE = "readings";
    static final String SQL = "SELECT grp, AVG(v) AS mean FROM readings GROUP BY grp";

    static final Schema SCHEMA = new Schema(List.of(
            ColumnSchema.of("id", ColumnType.LONG),
            ColumnSchema.of("grp", ColumnType.LONG),
            ColumnSchema.of("v", ColumnType.DOUBLE)));

    static final TableSpec SPEC = new TableSpec(
            TABLE,
            SCHEMA,
            List.of("id"),
            "",
            TableSpec.ClockKind.WALL,
            Duration.ZERO,
            Duration.ZERO,
            Map.of(),
            Duration.ZERO);

    /** Some rows with their new values; the ids are distinct. */
    record Revision(long[] ids, double[] values) {}

    long group(long id) {
        return id % groups;
    }

    /** The value that a row starts with; SQL can compute it, too, and sums of it are exact. */
    static double firstValue(long id) {
        return id * 7919 % 100_003;
    }

    /** Random rows with random values. */
    Revision revision(Random random, int size) {
        long[] ids = random.longs(0, rows).distinct().limit(size).toArray();
        double[] values =
                random.ints(size, 0, 100_000).mapToDouble(value -> value + 0.5).toArray(); // never the first value
        return new Revision(ids, values);
    }

    /** Revised rows as the table takes them. */
    RowBatch batch(Revision revision) {
        RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, revision.ids().length);
        for (int i = 0; i < revision.ids().length; i++) {
            add(builder, revision.ids()[i], revision.values()[i]);
        }
        return builder.build();
    }

    /** Adds one row. */
    void add(RowBatchBuilder builder, long id, double value) {
        builder.column(0).addLong(id);
        builder.column(1).addLong(group(id));
        builder.column(2).addDouble(value);
        builder.endRow();
    }
}
