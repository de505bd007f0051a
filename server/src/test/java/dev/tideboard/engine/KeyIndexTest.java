package dev.tideboard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyIndexTest {

    @Test
    void findsEveryEntryAmongCollidingHashes() {
        Random random = new Random(1);
        KeyIndex index = new KeyIndex();
        Map<Integer, Integer> hashOf = new HashMap<>();
        for (int step = 0; step < 40_000; step++) {
            int address = random.nextInt(2_000);
            Integer known = hashOf.get(address);
            if (known == null) {
                int hash = random.nextInt(300) - 150; // many entries per hash, negative ones too
                index.add(hash, address);
                hashOf.put(address, hash);
            } else if (random.nextInt(3) == 0 && !hashOf.containsKey(address + 10_000)) {
                index.move(known, address, address + 10_000);
                hashOf.put(address + 10_000, known);
                hashOf.remove(address);
            } else {
                index.remove(known, address);
                hashOf.remove(address);
            }
        }
        hashOf.forEach(
                (address, hash) -> assertThat(holds(index, hash, address)).isTrue());
        assertThat(index.size()).isEqualTo(hashOf.size());
    }

    @Test
    void shrinksWhenMostEntriesAreGone() {
        KeyIndex index = new KeyIndex();
        for (int address = 0; address < 100_000; address++) {
            index.add(address * 31, address);
        }
        long full = index.bytes();
        for (int address = 10; address < 100_000; address++) {
            index.remove(address * 31, address);
        }

        assertThat(index.bytes()).isLessThan(full / 100);
        for (int address = 0; address < 10; address++) {
            assertThat(holds(index, address * 31, address)).isTrue();
        }
    }

    @Test
    void refusesToRemoveWhatIsNotThere() {
        assertThatThrownBy(() -> new KeyIndex().remove(7, 3)).hasMessageContaining("address=3");
    }

    private static boolean holds(KeyIndex index, int hash, int address) {
        for (int slot = index.first(hash); slot >= 0; slot = index.next(slot, hash)) {
            if (index.address(slot) == address) {
                return true;
            }
        }
        return false;
    }
}
