package dev.tideboard.engine.ops;

import java.math.BigDecimal;

/**
 * A place among sorted values, in whole billionths of them so that it is found by exact arithmetic: 0.1 of thirty values
 * is the third.
 *
 * @param descending whether to count from the greatest
 */
public record Quantile(int billionths, boolean descending) {
    private static final int WHOLE = 1_000_000_000;

    /** The most decimals that a place may have. */
    public static final int DECIMALS = 9;

    public static final Quantile MEDIAN = new Quantile(WHOLE / 2, false);

    public Quantile {
        if (billionths < 0 || billionths > WHOLE) {
            throw new IllegalArgumentException("billionths=" + billionths + ", expected 0 to " + WHOLE);
        }
    }

    /** The place {@code share} from the least value; a share of 0 to 1 with at most {@value #DECIMALS} decimals. */
    public static Quantile of(BigDecimal share) {
        return new Quantile(share.movePointRight(DECIMALS).intValueExact(), false);
    }

    /** The same place counted from the other end. */
    public Quantile reversed() {
        return new Quantile(billionths, !descending);
    }

    /** Which of {@code count} sorted values, from 0, is the first with at least this share of them up to and with it. */
    long discrete(long count) {
        long upTo = Math.max(1, Math.ceilDiv(Math.multiplyExact(count, billionths), WHOLE));
        return descending ? count - upTo : upTo - 1;
    }

    /** The last of {@code count} sorted values, from 0, that does not lie behind the place. */
    long before(long count) {
        return Math.multiplyExact(count - 1, ascending()) / WHOLE;
    }

    /** How far the place lies on the way to the next value, from 0 to less than 1. */
    double beyond(long count) {
        return (double) (Math.multiplyExact(count - 1, ascending()) % WHOLE) / WHOLE;
    }

    private long ascending() {
        return descending ? WHOLE - billionths : billionths;
    }
}
