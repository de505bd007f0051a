package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A table that changes at random: insertions, revisions, deletions, late rows, nulls and duplicates; or one that ages. */
final class RandomRows {
    private static final long DAY_MILLIS = 86_400_000;

    static final List<String> TEXTS = List.of("a", "A", "ab", "Ab", " x ", "", "éb", "B", "xyz");

    static final long START = 1_767_225_600_000L; // 2026-01-01 00:00:00
    static final long CLOCK_CHANGE =
            1_775_316_600_000L; // 2026-04-04 15:30:00, half an hour before Sydney's clocks go back

    private final Random random;
    private final Relation table;
    private final long start;
    private final List<List<Object>> live = new ArrayList<>();

    /** One row appears or disappears. */
    record Change(List<Object> row, int weight) {}

    /** Rows of {@code table}, with times in the hour from {@code start} on. */
    RandomRows(Random random, Relation table, long start) {
        this.random = random;
        this.table = table;
        this.start = start;
    }

    List<Change> tick(int size) {
        if (!table.agesBy().isEmpty()) {
            return age(size);
        }
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int choice = random.nextInt(10);
            if (live.isEmpty() || choice < 5) {
                insert(row(), changes);
            } else if (choice < 7) {
                delete(changes);
            } else if (choice < 9) {
                List<Object> revised = new ArrayList<>(delete(changes));
                int column = table.key().size()
                        + random.nextInt(table.schema().size() - table.key().size());
                revised.set(column, value(table.schema().column(column)));
                insert(revised, changes);
            } else if (table.key().isEmpty()) {
                insert(live.get(random.nextInt(live.size())), changes);
            }
        }
        if (random.nextInt(3) == 0) {
            List<Object> passing = row();
            changes.add(new Change(passing, 1));
            changes.add(new Change(passing, -1));
        }
        Collections.shuffle(changes, random);
        return changes;
    }

    /** Rows come, late ones too, and the oldest go; or all go, and of them some come again. In the order in which it happens. */
    private List<Change> age(int size) {
        List<Change> changes = new ArrayList<>();
        int time = table.schema().indexOf(table.agesBy());
        List<List<Object>> earlier = List.copyOf(live);
        boolean replaced = random.nextInt(8) == 0;
        if (replaced) {
            leave(changes, time, Long.MAX_VALUE);
        }
        for (int i = 0; i < size; i++) {
            List<Object> row = row();
            row.set(time, at());
            insert(replaced && !earlier.isEmpty() ? earlier.get(random.nextInt(earlier.size())) : row, changes);
        }
        if (random.nextInt(3) == 0) {
            leave(changes, time, at());
        }
        return changes;
    }

    private void leave(List<Change> changes, int time, long before) {
        live.stream().filter(row -> (long) row.get(time) < before).forEach(row -> changes.add(new Change(row, -1)));
        live.removeIf(row -> (long) row.get(time) < before);
    }

    private void insert(List<Object> row, List<Change> changes) {
        int keyed = table.key().size();
        boolean taken = keyed > 0
                && live.stream().anyMatch(other -> other.subList(0, keyed).equals(row.subList(0, keyed)));
        if (!taken) {
            live.add(row);
            changes.add(new Change(row, 1));
        }
    }

    private List<Object> delete(List<Change> changes) {
        List<Object> gone = live.remove(random.nextInt(live.size()));
        changes.add(new Change(gone, -1));
        return gone;
    }

    private List<Object> row() {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < table.schema().size(); i++) {
            ColumnSchema column = table.schema().column(i);
            boolean inKey = i < table.key().size();
            row.add(inKey ? TEXTS.get(random.nextInt(TEXTS.size())) : value(column));
        }
        return row;
    }

    private Object value(ColumnSchema column) {
        if (random.nextInt(7) == 0) {
            return ViewRun.NULL;
        }
        return switch (column.type().kind()) {
            case TEXT -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BOOLEAN -> random.nextBoolean();
            case INT -> (long) random.nextInt(13) - 4;
            case DOUBLE -> (random.nextInt(80) - 20) / 4.0;
            case TIMESTAMP -> at();
            case DECIMAL -> amount(column.type().scale());
            case DATE -> Math.floorDiv(start, DAY_MILLIS) * DAY_MILLIS + (random.nextInt(5) - 1) * 9L * DAY_MILLIS;
            case LONG, INTERVAL -> throw new IllegalArgumentException(column.type() + " is not generated");
        };
    }

    private long at() {
        return start + random.nextInt(60) * 60_000L + (random.nextInt(4) == 0 ? 30_000 : 0);
    }

    /** Mostly quarters, which doubles have exactly, too; else cents. */
    private BigDecimal amount(int scale) {
        BigDecimal quarters = new BigDecimal("0.25").multiply(BigDecimal.valueOf(random.nextInt(17) - 5));
        BigDecimal cents = random.nextInt(4) == 0 ? new BigDecimal("0.07") : BigDecimal.ZERO;
        return quarters.add(cents).setScale(scale, RoundingMode.UNNECESSARY);
    }

    /** A table; one with a key is a lookup. */
    static Relation table(String name, int keyColumns, Object... namesAndTypes) {
        List<ColumnSchema> columns = new ArrayList<>();
        for (int i = 0; i < namesAndTypes.length; i += 2) {
            columns.add(ColumnSchema.of((String) namesAndTypes[i], (ColumnType) namesAndTypes[i + 1]));
        }
        List<String> key =
                columns.subList(0, keyColumns).stream().map(ColumnSchema::name).toList();
        return keyColumns > 0
                ? Relation.lookup(name, new Schema(columns), key)
                : new Relation(name, new Schema(columns), key);
    }
}
