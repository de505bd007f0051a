package dev.tideboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.PollException;
import dev.tideboard.engine.PolledQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What DuckDB holds for a polled view between its runs. */
class DuckQueryTest {
    private static final int MANY = 200_000;
    private static final Schema SCHEMA = new Schema(List.of(ColumnSchema.of("power", ColumnType.DOUBLE)));

    private final Dictionary dictionary = new Dictionary();

    private PolledQuery query(String sql) {
        return PolledSelect.prepare(sql, Map.of("readings", SCHEMA)).query(dictionary);
    }

    private static Map<String, Snapshot> readings(int count) {
        RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, count);
        for (int i = 0; i < count; i++) {
            builder.column(0).addDouble(i);
            builder.endRow();
        }
        RowBatch rows = builder.build();
        Snapshot.Chunk chunk =
                new Snapshot.Chunk(rows, IntStream.range(0, count).toArray(), count);
        return Map.of("readings", new Snapshot(1, SCHEMA, List.of(chunk)));
    }

    @Test
    void holdsTheRowsItCopiedUntilTheyGo() {
        PolledQuery query = query("SELECT PRODUCT(power) AS p FROM readings");
        assertThat(query.heldBytes()).isZero();
        try (query) {
            query.run(readings(1));
            long few = query.heldBytes();
            query.run(readings(MANY));
            long many = query.heldBytes();
            query.run(readings(1));

            assertThat(few).isPositive();
            assertThat(many - few).isBetween(8L * MANY, 16L * MANY);
            assertThat(query.heldBytes()).isLessThan(few + (many - few) / 4);
        }
        assertThat(query.heldBytes()).isZero();
    }

    @Test
    void holdsTheRowsAlsoAfterARunThatFailed() {
        try (PolledQuery query = query("SELECT SQRT(0 - power) AS root FROM readings")) {
            assertThatThrownBy(() -> query.run(readings(MANY))).isInstanceOf(PollException.class);

            assertThat(query.heldBytes()).isGreaterThan(8L * MANY);
        }
    }
}
