package dev.tideboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryChangeLogTest {

    @Test
    void isANewEpochEachTimeThatJavaScriptCanHold() {
        try (MemoryChangeLog one = new MemoryChangeLog();
                MemoryChangeLog other = new MemoryChangeLog()) {
            assertThat(one.epoch()).isBetween(1L, (1L << 53) - 1).isNotEqualTo(other.epoch());
            assertThat(one.append(1, List.of())).isCompleted();
        }
    }
}
