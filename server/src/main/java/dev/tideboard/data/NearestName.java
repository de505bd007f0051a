package dev.tideboard.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name a person most likely meant, for the end of an error message. */
public final class NearestName {
    /** Longer words come from outside and are not names: comparing them would only cost time. */
    private static final int LONGEST = 100;

    private NearestName() {}

    /**
     * The candidate closest to {@code word}, if one is close enough to be meant: at most a third of its letters changed,
     * dropped, added or swapped with their neighbour, or one contained in the other. Case does not count.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return Optional.empty();
        }
        return candidates.stream()
                .filter(candidate -> !candidate.equals(word) && candidate.length() <= LONGEST)
                .filter(candidate -> isClose(word, candidate))
                .min(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isClose(String word, String candidate) {
        int longer = Math.max(word.length(), candidate.length());
        int distance = distance(word, candidate);
        return (distance <= Math.max(1, longer / 3) && distance < longer) || contains(word, candidate);
    }

    /** Short fragments are contained in nearly everything, so they do not count. */
    private static boolean contains(String word, String candidate) {
        String one = word.toLowerCase(java.util.Locale.ROOT);
        String other = candidate.toLowerCase(java.util.Locale.ROOT);
        return Math.min(one.length(), other.length()) >= 4 && (one.contains(other) || other.contains(one));
    }

    /** The optimal string alignment distance, ignoring case; three rows of the table are enough. */
    static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = same(from, i - 1, to, j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                if (i > 1 && j > 1 && same(from, i - 1, to, j - 2) && same(from, i - 2, to, j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[to.length()];
    }

    private static boolean same(String one, int i, String other, int j) {
        return Character.toLowerCase(one.charAt(i)) == Character.toLowerCase(other.charAt(j));
    }
}
