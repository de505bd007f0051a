package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveTableTest {
    private static final List<String> KEY = List.of("facility", "at");

    private final Dictionary dictionary = new Dictionary();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithNaiveTableWhateverHappens(long seed) {
        Random random = new Random(seed);
        new Comparison(random, random.nextBoolean(), 1 + random.nextInt(400)).run(120);
    }

    @Test
    void agreesWithNaiveTableOverManyFullChunks() {
        new Comparison(new Random(9), true, 25_000).run(12);
        new Comparison(new Random(10), false, 25_000).run(8);
    }

    @Test
    void countsRepeatedRowAsDuplicateAndLeavesTableAlone() {
        LiveTable table = keyed();
        table.put(rows(List.of("A", 1L, 5.0)));
        table.endTick();

        LiveTable.Outcome outcome = table.put(rows(List.of("A", 1L, 5.0)));

        assertThat(outcome.duplicate()).isEqualTo(1);
        assertThat(outcome.accepted()).isZero();
        assertThat(table.endTick().isEmpty()).isTrue();
    }

    @Test
    void revisesRowOfKnownKeyAlsoWithinOneBatch() {
        LiveTable table = keyed();

        LiveTable.Outcome outcome =
                table.put(rows(List.of("A", 1L, 5.0), List.of("A", 1L, 6.0), List.of("A", 1L, 6.0)));

        assertThat(outcome)
                .extracting(LiveTable.Outcome::accepted, LiveTable.Outcome::revised, LiveTable.Outcome::duplicate)
                .containsExactly(2, 1, 1);
        Map<List<Object>, Integer> sum = new HashMap<>();
        Rows.apply(sum, table.endTick());
        assertThat(sum).isEqualTo(Map.of(List.of("A", 1L, 6.0), 1));
        assertThat(Rows.list(table.snapshot(1).toRows())).containsExactly(List.of("A", 1L, 6.0));
    }

    @Test
    void tellsMissingFromZero() {
        LiveTable table = keyed();
        table.put(rows(List.of("A", 1L, 0.0)));

        LiveTable.Outcome outcome = table.put(rows(List.of("A", 1L, Rows.NULL)));

        assertThat(outcome.revised()).isEqualTo(1);
        assertThat(Rows.list(table.snapshot(1).toRows())).containsExactly(List.of("A", 1L, Rows.NULL));
    }

    @Test
    void countsRowsOlderThanTheNewestAsLateButNotRepeatedOnes() {
        LiveTable table = keyed();
        table.put(rows(List.of("A", 10L, 1.0), List.of("B", 10L, 1.0)));

        LiveTable.Outcome outcome =
                table.put(rows(List.of("A", 9L, 1.0), List.of("A", 10L, 1.0), List.of("C", 10L, 1.0)));

        assertThat(outcome.late()).isEqualTo(1);
        LiveTable.Outcome revisions =
                table.put(rows(List.of("A", 9L, 2.0), List.of("D", 9L, 1.0), List.of("D", 9L, 2.0)));
        assertThat(revisions.accepted()).isEqualTo(3);
        assertThat(revisions.revised()).as("a revision is not called late").isEqualTo(2);
        assertThat(revisions.late()).isEqualTo(1);
    }

    @Test
    void keepsOneRowThatChangesForeverSmall() {
        LiveTable table = keyed();
        for (int tick = 0; tick < 20_000; tick++) {
            table.put(rows(List.of("A", 1L, (double) tick)));
            table.endTick();
        }

        Snapshot snapshot = table.snapshot(20_000);
        assertThat(snapshot.size()).isEqualTo(1);
        assertThat(snapshot.chunks()).hasSize(1);
        assertThat(snapshot.chunks().getFirst().rows().size()).isLessThanOrEqualTo(64);
    }

    @Test
    void sharesUnchangedChunksBetweenSnapshots() {
        LiveTable table = keyed();
        List<List<Object>> many = new ArrayList<>();
        for (long at = 0; at < 40_000; at++) {
            many.add(List.of("A", at, 1.0));
        }
        table.put(Rows.batch(Rows.READINGS, dictionary, many));
        table.endTick();
        Snapshot before = table.snapshot(1);
        table.put(rows(List.of("A", 3L, 2.0)));
        table.endTick();

        Set<Snapshot.Chunk> shared = new HashSet<>(before.chunks());
        shared.retainAll(table.snapshot(2).chunks());

        assertThat(shared).hasSizeGreaterThanOrEqualTo(before.chunks().size() - 2);
    }

    @Test
    void refusesToRemoveByKeyWithoutOne() {
        LiveTable table = new LiveTable(Rows.readings(List.of(), TableSpec.ClockKind.WALL, Duration.ZERO));

        assertThatThrownBy(() -> table.remove(rows(List.of("A", 1L, 1.0)))).hasMessageContaining("without a key");
    }

    private LiveTable keyed() {
        return new LiveTable(Rows.readings(KEY, TableSpec.ClockKind.EVENT, Duration.ZERO));
    }

    private RowBatch rows(List<?>... rows) {
        return Rows.batch(Rows.READINGS, dictionary, List.of(rows));
    }

    /** Drives a live table and the simplest one that can be right, and compares them after each tick. */
    private final class Comparison {
        private final Random random;
        private final boolean keyed;
        private final int mostRows;
        private final LiveTable table;
        private final Map<List<Object>, List<Object>> byKey = new LinkedHashMap<>();
        private final List<List<Object>> appended = new ArrayList<>();
        private final Map<List<Object>, Integer> fromDeltas = new HashMap<>();
        private final Map<Snapshot, Map<List<Object>, Integer>> taken = new LinkedHashMap<>();
        private long clock = 1_000;

        Comparison(Random random, boolean keyed, int mostRows) {
            this.random = random;
            this.keyed = keyed;
            this.mostRows = mostRows;
            this.table =
                    new LiveTable(Rows.readings(keyed ? KEY : List.of(), TableSpec.ClockKind.EVENT, Duration.ZERO));
        }

        void run(int ticks) {
            for (int tick = 1; tick <= ticks; tick++) {
                for (int batch = random.nextInt(3); batch >= 0; batch--) {
                    put();
                }
                if (keyed && random.nextInt(4) == 0) {
                    remove();
                }
                if (random.nextInt(3) == 0) {
                    expire();
                }
                if (random.nextInt(40) == 0) {
                    retain();
                }
                Rows.apply(fromDeltas, table.endTick());
                compare(tick);
            }
            taken.forEach((snapshot, rows) -> assertThat(Rows.bag(snapshot)).isEqualTo(rows));
        }

        private void put() {
            List<List<Object>> rows = new ArrayList<>();
            int accepted = 0;
            for (int i = random.nextInt(mostRows); i >= 0; i--) {
                List<Object> row = row();
                rows.add(row);
                boolean changes = !keyed || !row.equals(byKey.get(row.subList(0, 2)));
                accepted += changes ? 1 : 0;
                byKey.put(row.subList(0, 2), row);
                appended.add(row);
            }
            clock += random.nextInt(20);
            LiveTable.Outcome outcome = table.put(Rows.batch(Rows.READINGS, dictionary, rows));
            assertThat(outcome.accepted()).isEqualTo(accepted);
            assertThat(outcome.duplicate()).isEqualTo(rows.size() - accepted);
            assertThat(outcome.effective().size()).isEqualTo(accepted);
        }

        private List<Object> row() {
            Object power = random.nextInt(5) == 0 ? Rows.NULL : (Object) (double) random.nextInt(3);
            return List.of("F" + random.nextInt(20), clock + random.nextInt(50), power);
        }

        private void remove() {
            List<List<Object>> keys = new ArrayList<>();
            for (int i = random.nextInt(20); i >= 0; i--) {
                keys.add(row());
            }
            long known = keys.stream()
                    .map(row -> row.subList(0, 2))
                    .distinct()
                    .filter(byKey::containsKey)
                    .count();
            keys.forEach(row -> byKey.remove(row.subList(0, 2)));
            RowBatch removed = table.remove(Rows.batch(Rows.READINGS, dictionary, keys));
            assertThat(removed.size()).isEqualTo((int) known);
        }

        private void retain() {
            List<List<Object>> kept = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                kept.add(row());
            }
            appended.clear();
            byKey.keySet().retainAll(kept.stream().map(row -> row.subList(0, 2)).toList());
            table.retain(Rows.batch(Rows.READINGS, dictionary, kept));
        }

        private void expire() {
            long cutoff = clock - random.nextInt(100);
            int before = expected().size();
            byKey.values().removeIf(row -> (long) row.get(1) < cutoff);
            appended.removeIf(row -> (long) row.get(1) < cutoff);
            assertThat(table.expire(cutoff)).isEqualTo(before - expected().size());
            assertThat(table.earliestTime()).isGreaterThanOrEqualTo(cutoff);
        }

        private void compare(int tick) {
            Map<List<Object>, Integer> rows = Rows.bag(expected());
            assertThat(fromDeltas).as("sum of deltas at tick %d", tick).isEqualTo(rows);
            assertThat(table.size()).isEqualTo(expected().size());
            if (random.nextInt(5) == 0) {
                Snapshot snapshot = table.snapshot(tick);
                assertThat(Rows.bag(snapshot)).as("snapshot at tick %d", tick).isEqualTo(rows);
                taken.put(snapshot, rows);
            }
        }

        private List<List<Object>> expected() {
            return keyed ? new ArrayList<>(byKey.values()) : appended;
        }
    }
}
