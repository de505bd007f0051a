package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.Delta;
import dev.tideboard.data.Dictionary;
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

class ViewOutputTest {
    private final Dictionary dictionary = new Dictionary();
    private final RowIds ids = new RowIds();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void changesOfKeyedViewAddUpToItsRowsWithOneIdPerKey(long seed) {
        Random random = new Random(seed);
        ViewOutput output = new KeyedOutput(Rows.READINGS, List.of("facility", "at"), ids);
        Map<List<Object>, List<Object>> rows = new LinkedHashMap<>();
        Map<List<Object>, Long> idOf = new HashMap<>();
        Set<Long> everGiven = new HashSet<>();
        for (int tick = 1; tick < 150; tick++) {
            Map<List<Object>, Integer> delta = new LinkedHashMap<>();
            Map<List<Object>, List<Object>> next = new LinkedHashMap<>(rows);
            for (int i = random.nextInt(200); i > 0; i--) {
                List<Object> row = row(random);
                List<Object> old =
                        random.nextInt(3) == 0 ? next.remove(row.subList(0, 2)) : next.put(row.subList(0, 2), row);
                if (old != null) {
                    Rows.add(delta, old, -1);
                }
                if (next.containsKey(row.subList(0, 2))) {
                    Rows.add(delta, row, 1);
                }
            }
            ViewChange change = output.apply(tick, consolidated(delta, random));
            follow(change, idOf, everGiven);
            assertThat(idOf.keySet()).isEqualTo(Set.copyOf(next.values()));
            assertThat(Rows.bag(output.snapshot(tick))).isEqualTo(Rows.bag(new ArrayList<>(next.values())));
            assertThat(Rows.bag(Rows.list(output.rows()))).isEqualTo(Rows.bag(new ArrayList<>(next.values())));
            rows = next;
        }
        assertThat(output.size()).isEqualTo(rows.size()).isPositive();
    }

    /** A put replaces the row with its id, if there is one; a new key has a new id. */
    private static void follow(ViewChange change, Map<List<Object>, Long> idOf, Set<Long> everGiven) {
        List<List<Object>> del = Rows.list(change.del());
        for (int i = 0; i < del.size(); i++) {
            assertThat(idOf.remove(del.get(i))).isEqualTo(change.delIds()[i]);
        }
        List<List<Object>> put = Rows.list(change.put());
        for (int i = 0; i < put.size(); i++) {
            long id = change.putIds()[i];
            List<Object> key = put.get(i).subList(0, 2);
            boolean replaced = idOf.entrySet()
                    .removeIf(entry -> entry.getValue() == id
                            && entry.getKey().subList(0, 2).equals(key));
            assertThat(replaced || everGiven.add(id))
                    .as("id %d is new or the key's own", id)
                    .isTrue();
            idOf.put(put.get(i), id);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void changesOfViewWithoutKeyAddUpToItsRowsWithOneNumberPerInstance(long seed) {
        Random random = new Random(seed);
        ViewOutput output = new NumberedOutput(Rows.READINGS, ids);
        Map<List<Object>, Integer> rows = new HashMap<>();
        Map<Long, List<Object>> byId = new HashMap<>();
        Set<Long> everGiven = new HashSet<>();
        for (int tick = 1; tick < 150; tick++) {
            Map<List<Object>, Integer> delta = new LinkedHashMap<>();
            for (int i = random.nextInt(60); i > 0; i--) {
                List<Object> row = row(random);
                int weight = Math.max(random.nextInt(12) - 6, -rows.getOrDefault(row, 0));
                if (weight != 0) {
                    Rows.add(rows, row, weight);
                    Rows.add(delta, row, weight);
                }
            }
            ViewChange change = output.apply(tick, consolidated(delta, random));
            for (int i = 0; i < change.delIds().length; i++) {
                assertThat(byId.remove(change.delIds()[i]))
                        .isEqualTo(Rows.list(change.del()).get(i));
            }
            for (int i = 0; i < change.putIds().length; i++) {
                assertThat(everGiven.add(change.putIds()[i])).isTrue();
                assertThat(change.put().longs(0).get(i)).isEqualTo(change.putIds()[i]);
                byId.put(change.putIds()[i], Rows.list(change.put()).get(i));
            }
            assertThat(Rows.bag(Rows.list(output.rows()))).isEqualTo(rows);
            assertThat(Rows.bag(output.snapshot(tick))).isEqualTo(Rows.bag(new ArrayList<>(byId.values())));
        }
    }

    @Test
    void takesManyEqualRowsInAndOut() {
        ViewOutput output = new NumberedOutput(Rows.READINGS, ids);
        List<Object> row = List.of("A", 1L, 2.0);

        output.apply(1, Rows.delta(Rows.READINGS, dictionary, Map.of(row, 50_000)));
        output.apply(2, Rows.delta(Rows.READINGS, dictionary, Map.of(row, -49_997)));

        assertThat(output.size()).isEqualTo(3);
        assertThat(Rows.list(output.rows())).containsExactly(row, row, row);
    }

    @Test
    void refusesTwoRowsOfOneKeyAndKeepsWhatWasThere() {
        ViewOutput output = new KeyedOutput(Rows.READINGS, List.of("facility"), ids);
        output.apply(1, Rows.delta(Rows.READINGS, dictionary, Map.of(List.of("A", 1L, 2.0), 1)));

        Delta other = Rows.delta(Rows.READINGS, dictionary, Map.of(List.of("A", 2L, 2.0), 1, List.of("B", 1L, 1.0), 1));

        assertThatThrownBy(() -> output.apply(2, other))
                .hasMessageContaining("key=[facility] is not unique")
                .hasMessageContaining("{facility=A, at=1970-01-01 00:00:00.002, power=2.0}");
        assertThat(Rows.list(output.rows())).containsExactly(List.of("A", 1L, 2.0));
    }

    @Test
    void refusesTwoNewRowsOfOneKeyInOneTick() {
        ViewOutput output = new KeyedOutput(Rows.READINGS, List.of("facility"), ids);
        Delta two = Rows.delta(Rows.READINGS, dictionary, Map.of(List.of("A", 2L, 2.0), 1, List.of("A", 1L, 1.0), 1));

        assertThatThrownBy(() -> output.apply(1, two)).hasMessageContaining("key=[facility] is not unique");
        assertThat(output.size()).isZero();
    }

    @Test
    void refusesToTakeBackWhatItNeverGave() {
        Delta never = Rows.delta(Rows.READINGS, dictionary, Map.of(List.of("A", 2L, 2.0), -1));

        assertThatThrownBy(() -> new KeyedOutput(Rows.READINGS, List.of("facility"), ids).apply(1, never))
                .hasMessageContaining("a row it never gave: {facility=A, at=1970-01-01 00:00:00.002, power=2.0}");
        assertThatThrownBy(() -> new NumberedOutput(Rows.READINGS, ids).apply(1, never))
                .hasMessageContaining("takes back 1 of {facility=A, at=1970-01-01 00:00:00.002, power=2.0} but gave 0");
    }

    private static List<Object> row(Random random) {
        Object power = random.nextInt(5) == 0 ? Rows.NULL : (Object) (double) random.nextInt(3);
        return List.of("F" + random.nextInt(9), (long) random.nextInt(9), power);
    }

    /** The delta in disorder, with rows that come and go again, put in order as the engine does. */
    private Delta consolidated(Map<List<Object>, Integer> weights, Random random) {
        List<Map.Entry<List<Object>, Integer>> parts = new ArrayList<>();
        weights.forEach((row, weight) -> {
            int extra = random.nextInt(3);
            parts.add(Map.entry(row, weight + extra));
            parts.add(Map.entry(row, -extra));
        });
        parts.add(Map.entry(List.of("gone", 1L, 1.0), 2));
        parts.add(Map.entry(List.of("gone", 1L, 1.0), -2));
        java.util.Collections.shuffle(parts, random);
        var builder = new dev.tideboard.data.RowBatchBuilder(Rows.READINGS, 0);
        for (Map.Entry<List<Object>, Integer> part : parts) {
            builder.addRow(Rows.batch(Rows.READINGS, dictionary, List.of(part.getKey())), 0, part.getValue());
        }
        Delta net = RowGroups.consolidate(builder.buildDelta());
        Map<List<Object>, Integer> sum = new HashMap<>();
        Rows.apply(sum, net);
        assertThat(sum).isEqualTo(weights);
        assertThat(net.size()).isEqualTo(weights.size());
        return net;
    }
}
