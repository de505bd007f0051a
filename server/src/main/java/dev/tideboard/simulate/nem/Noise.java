package dev.tideboard.simulate.nem;

import java.util.SplittableRandom;

/**
 * A first-order autoregressive process of mean 0 and variance 1: what was, fading over the given time, plus chance. One
 * thread at a time.
 *
 * <p>Every process draws from its own stream, named by the seed and a text, so that adding a station changes no other.
 * Only additions and multiplications are used on the way, so that a seed gives the same values on every machine.
 */
final class Noise {
    private static final double UNIT_VARIANCE = Math.sqrt(3);

    private final SplittableRandom random;
    private final double keep;
    private final double fresh;
    private double value;

    Noise(long seed, String name, double fadeMinutes) {
        random = stream(seed, name);
        keep = StrictMath.exp(-5 / fadeMinutes);
        fresh = Math.sqrt(1 - keep * keep);
        value = shock();
    }

    static SplittableRandom stream(long seed, String name) {
        long hash = 0xcbf2_9ce4_8422_2325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x0000_0100_0000_01b3L;
        }
        return new SplittableRandom(seed * 0x9e37_79b9_7f4a_7c15L ^ hash);
    }

    /** Moves on by five minutes. */
    double next() {
        value = keep * value + fresh * shock();
        return value;
    }

    double value() {
        return value;
    }

    /** Nearly normal: the sum of four uniform values, scaled to variance 1. */
    private double shock() {
        double sum = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
        return (sum - 2) * UNIT_VARIANCE;
    }
}
