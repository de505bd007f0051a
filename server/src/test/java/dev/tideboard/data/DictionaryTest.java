package dev.tideboard.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DictionaryTest {

    @Test
    void longTextsFillItAsManyShortOnesDo() {
        Dictionary dictionary = new Dictionary(1_000_000, 100_000);
        int known = dictionary.intern("BAYSW");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        dictionary.intern(i + "x".repeat(9_000));
                    }
                })
                .isInstanceOf(DictionaryFullException.class)
                .hasMessageContaining("bytes of distinct texts > 100000");

        assertThat(dictionary.intern("BAYSW")).isEqualTo(known);
        assertThat(dictionary.size()).isLessThan(10);
    }
}
