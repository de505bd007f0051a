package dev.tideboard.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of key slots against a map of java.util. */
class KeySlotsTest {
    private static final String NULL = "∅";
    private static final Schema SCHEMA =
            Schema.of(ColumnSchema.of("name", ColumnType.TEXT), ColumnSchema.of("number", ColumnType.INT));

    private final Dictionary dictionary = new Dictionary();
    private final Random random = new Random(7);

    private RowBatch batch(List<String> names) {
        RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, names.size());
        for (String name : names) {
            if (name.equals(NULL)) {
                builder.column(0).addNull();
            } else {
                builder.column(0).addText(name, dictionary);
            }
            builder.column(1).addLong(name.length());
            builder.endRow();
        }
        return builder.buildDelta().rows();
    }

    private List<String> names(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(random.nextInt(40) == 0 ? NULL : "n" + random.nextInt(3000));
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyKeyKeepsItsOwnSlotWhileOthersComeAndGo(boolean oneText) {
        int[] keys = oneText ? new int[] {0} : new int[] {0, 1};
        KeySlots slots = KeySlots.of(SCHEMA, keys);
        Map<String, Integer> known = new HashMap<>();
        for (int tick = 0; tick < 300; tick++) {
            List<String> names = names(100);
            int[] found = new int[100];
            slots.findOrAdd(batch(names), keys, found);
            for (int i = 0; i < found.length; i++) {
                Integer before = known.put(names.get(i), found[i]);
                assertThat(before == null ? found[i] : before).isEqualTo(found[i]);
            }
            for (String name : names(70)) {
                Integer slot = known.remove(name);
                if (slot != null) {
                    slots.remove(slot);
                }
            }
            assertThat(slots.size()).isEqualTo(known.size());
            assertThat(known.values()).doesNotHaveDuplicates();
            assertThat(known.values()).allMatch(slot -> slot < slots.slotLimit());
        }
        List<String> asked = names(500);
        int[] found = new int[500];
        slots.find(batch(asked), keys, found);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isEqualTo(known.getOrDefault(asked.get(i), -1));
        }
        known.forEach((name, slot) -> assertThat(slots.gather(0, new int[] {slot}, 1, ColumnType.TEXT, dictionary)
                        .boxed(0, NULL))
                .isEqualTo(name));
    }
}
