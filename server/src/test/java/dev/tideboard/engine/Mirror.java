package dev.tideboard.engine;

import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One view's rows as a subscriber rebuilds them from a snapshot and changes, with a digest that does not depend on their
 * order. Everything that is not as promised throws {@link IllegalStateException}. One thread at a time.
 */
final class Mirror {
    private final Schema schema;
    private final int[] key;
    private final Map<List<Object>, List<Object>> rows = new HashMap<>();
    private final Map<List<Object>, Long> ids = new HashMap<>();
    private long tick;
    private long digest;

    private Mirror(int[] key, Snapshot snapshot) {
        this.schema = snapshot.schema();
        this.key = key;
        this.tick = snapshot.tick();
        Rows.list(snapshot.toRows()).forEach(row -> {
            require(rows.put(keyOf(row), row) == null, "a snapshot has the key of " + row + " twice");
            digest += digest(row);
        });
    }

    /** The rows of a snapshot whose key is {@code key}. */
    static Mirror of(Snapshot snapshot, List<String> key) {
        return new Mirror(snapshot.schema().indexesOf(key), snapshot);
    }

    /** Applies the change of one tick. */
    void apply(ViewChange change) {
        require(change.tick() > tick, "tick " + change.tick() + " came after tick " + tick);
        tick = change.tick();
        List<List<Object>> gone = Rows.list(change.del());
        for (int i = 0; i < gone.size(); i++) {
            List<Object> row = gone.get(i);
            require(row.equals(rows.remove(keyOf(row))), "what goes is not what was there: " + row);
            sameId(keyOf(row), change.delIds()[i]);
            ids.remove(keyOf(row));
            digest -= digest(row);
        }
        List<List<Object>> put = Rows.list(change.put());
        for (int i = 0; i < put.size(); i++) {
            List<Object> row = put.get(i);
            sameId(keyOf(row), change.putIds()[i]);
            digest -= Optional.ofNullable(rows.put(keyOf(row), row))
                    .map(Mirror::digest)
                    .orElse(0L);
            digest += digest(row);
        }
    }

    private void sameId(List<Object> keys, long id) {
        Long known = ids.put(keys, id);
        require(known == null || known == id, "the id of " + keys + " was " + known + " and is " + id);
    }

    long tick() {
        return tick;
    }

    int size() {
        return rows.size();
    }

    long digest() {
        return digest;
    }

    /** The sum of a column of whole numbers. */
    long sum(String column) {
        int index = schema.indexOf(column);
        return rows.values().stream().mapToLong(row -> (Long) row.get(index)).sum();
    }

    /** The rows that have {@code value} in a column, as a digest. */
    long digestWhere(String column, long value) {
        int index = schema.indexOf(column);
        return rows.values().stream()
                .filter(row -> row.get(index).equals(value))
                .mapToLong(Mirror::digest)
                .sum();
    }

    /** The sum of one column by the values of another. */
    Map<Object, Long> sums(String by, String column) {
        int group = schema.indexOf(by);
        int index = schema.indexOf(column);
        Map<Object, Long> sums = new HashMap<>();
        rows.values().forEach(row -> sums.merge(row.get(group), (Long) row.get(index), Long::sum));
        return sums;
    }

    /** The digest of rows that nobody keeps. */
    static long digest(RowBatch rows) {
        return Rows.list(rows).stream().mapToLong(Mirror::digest).sum();
    }

    private static long digest(List<Object> row) {
        long mixed = 0x9E3779B97F4A7C15L;
        for (Object value : row) {
            mixed = (mixed ^ value.hashCode()) * 0xBF58476D1CE4E5B9L;
            mixed ^= mixed >>> 29;
        }
        return mixed;
    }

    private List<Object> keyOf(List<Object> row) {
        List<Object> values = new ArrayList<>();
        for (int column : key) {
            values.add(row.get(column));
        }
        return values;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
