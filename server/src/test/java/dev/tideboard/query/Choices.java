package dev.tideboard.query;

import java.util.Arrays;
import java.util.Random;

/**
 * Chance that remembers what it decided. Whatever was made of it can be made again of some of the decisions only, which
 * makes something smaller: so random SQL shrinks without anyone knowing its grammar. One thread at a time.
 */
final class Choices extends Random {
    private static final long serialVersionUID = 1;

    private int[] made = new int[64];
    private int size;
    private final boolean given;
    private int next;

    /** Decides as {@link Random} would; but of two seeds that follow each other that one's first decisions are alike. */
    Choices(long seed) {
        super(seed * 0x9E3779B97F4A7C15L);
        this.given = false;
    }

    /** Decides as {@code choices} say, and for the first of what there is once they are through. */
    Choices(int[] choices) {
        this.made = choices.clone();
        this.size = choices.length;
        this.given = true;
    }

    @Override
    protected int next(int bits) {
        if (given) {
            return next < size ? made[next++] >>> (32 - bits) : 0;
        }
        if (size == made.length) {
            made = Arrays.copyOf(made, size * 2);
        }
        made[size] = super.next(32);
        return made[size++] >>> (32 - bits);
    }

    /** How many were made so far. */
    int count() {
        return size;
    }

    /** Those from one count to another. */
    int[] between(int from, int to) {
        return Arrays.copyOfRange(made, from, to);
    }
}
