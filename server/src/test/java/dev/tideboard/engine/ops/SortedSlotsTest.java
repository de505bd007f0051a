package dev.tideboard.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sorted slots against a sorted map of java.util; a slot holds the number in {@code values}. */
class SortedSlotsTest {
    private final List<Integer> values = new ArrayList<>();
    private final SortedSlots sorted = new SortedSlots();
    private final FreeSlots free = new FreeSlots();
    private final int[] taken = new int[1];
    private final TreeMap<Integer, Integer> model = new TreeMap<>();

    /** Of a few neighbouring values only a comparison tells which comes first. */
    private final SortedSlots.Order order = new SortedSlots.Order() {
        @Override
        public long prefix(int slot) {
            return values.get(slot) / 3;
        }

        @Override
        public int compare(int one, int other) {
            return Integer.compare(values.get(one), values.get(other));
        }
    };

    private void add(int value) {
        change(value, 1);
    }

    private void remove(int value) {
        if (model.containsKey(value)) {
            change(value, -1);
        }
    }

    private void change(int value, int copies) {
        free.take(taken, 1);
        while (values.size() < free.limit()) {
            values.add(0);
        }
        values.set(taken[0], value);
        sorted.add(taken[0], copies, order, free);
        model.merge(value, copies, Integer::sum);
        model.remove(value, 0);
    }

    private void check() {
        Map<Integer, Integer> shown = new LinkedHashMap<>();
        sorted.fromLast((slot, copies) -> shown.put(values.get(slot), copies) == null);
        assertThat(List.copyOf(shown.entrySet()))
                .isEqualTo(List.copyOf(model.descendingMap().entrySet()));
        assertThat(sorted.size()).isEqualTo(model.size());
        assertThat(free.used()).isEqualTo(model.size());
        checkRanks();
    }

    private void checkRanks() {
        long rank = 0;
        for (Map.Entry<Integer, Integer> entry : model.entrySet()) {
            assertThat(values.get(sorted.at(rank))).isEqualTo(entry.getKey());
            rank += entry.getValue();
            assertThat(values.get(sorted.at(rank - 1))).isEqualTo(entry.getKey());
        }
        assertThat(sorted.allCopies()).isEqualTo(rank);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 1_000, 20_000})
    void holdsWhatASortedMapHoldsWhateverComesAndGoes(int distinct) {
        Random random = new Random(distinct);
        for (int step = 0; step < 60_000; step++) {
            boolean growing = step / 15_000 % 2 == 0;
            if (random.nextInt(10) < (growing ? 7 : 3)) {
                add(random.nextInt(distinct));
            } else {
                remove(random.nextInt(distinct));
            }
            if (step % 5_000 == 0) {
                check();
            }
        }
        check();
        for (int value = 0; value < distinct; value++) {
            remove(value);
        }
        check();
    }

    @Test
    void aWindowThatMovesOnTakesTheMemoryOfItsRows() {
        for (int value = 0; value < 200_000; value++) {
            add(value);
            if (value >= 10_000) {
                remove(value - 10_000);
            }
        }

        check();
        assertThat(sorted.stateBytes()).isLessThan(10_000 * 20);
    }

    @Test
    void anythingThatComesInReverseIsInOrderToo() {
        for (int value = 50_000; value > 0; value--) {
            add(value);
        }
        check();
    }

    @Test
    void whatGoesBeforeItComesIsNothing() {
        add(1);
        change(5, -1);
        assertThat(sorted.size()).isEqualTo(2);

        change(5, 1);
        check();
        assertThat(values.get(sorted.last())).isEqualTo(1);
    }
}
