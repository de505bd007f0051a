package dev.tideboard.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> NAMES = List.of("columns", "clock", "key", "keep", "readings", "facilities");

    @Test
    void findsTheNameWithOneLetterMissing() {
        assertThat(NearestName.to("colums", NAMES)).contains("columns");
    }

    @Test
    void findsTheNameWithTwoNeighboursSwapped() {
        assertThat(NearestName.to("kye", NAMES)).contains("key");
    }

    @Test
    void findsTheNameInOtherCase() {
        assertThat(NearestName.to("READINGS", NAMES)).contains("readings");
    }

    @Test
    void findsTheLongerNameThatContainsTheWord() {
        assertThat(NearestName.to("read", NAMES)).contains("readings");
    }

    @Test
    void staysSilentWhenNothingIsNear() {
        assertThat(NearestName.to("zone", NAMES)).isEmpty();
        assertThat(NearestName.to("", NAMES)).isEmpty();
        assertThat(NearestName.to("x".repeat(101), NAMES)).isEmpty();
    }

    @Test
    void distanceEqualsTheRecursiveDefinition() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String from = word(random);
            String to = word(random);
            assertThat(NearestName.distance(from, to)).as(from + " " + to).isEqualTo(naive(from, to));
        }
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    private static int naive(String from, String to) {
        if (from.isEmpty() || to.isEmpty()) {
            return from.length() + to.length();
        }
        String shorterFrom = from.substring(0, from.length() - 1);
        String shorterTo = to.substring(0, to.length() - 1);
        int change = from.charAt(from.length() - 1) == to.charAt(to.length() - 1) ? 0 : 1;
        int best = Math.min(
                Math.min(naive(shorterFrom, to) + 1, naive(from, shorterTo) + 1),
                naive(shorterFrom, shorterTo) + change);
        if (swapped(from, to)) {
            best = Math.min(best, naive(from.substring(0, from.length() - 2), to.substring(0, to.length() - 2)) + 1);
        }
        return best;
    }

    private static boolean swapped(String from, String to) {
        int i = from.length();
        int j = to.length();
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
