package dev.tideboard.engine.ops;

import java.util.Arrays;

/**
 * How many rows fell into each cell of a HyperLogLog: the first bits of a value's hash choose a register, and how many zeros
 * follow is the rank. A HyperLogLog keeps the greatest rank of a register and cannot take a row back; counts of all ranks
 * that occur can. There are few: a register sees about as many ranks as its number of values has binary digits.
 *
 * <p>Open addressing with linear probing: an entry is a count and, in its lowest bits, the cell; 0 is an empty place.
 * Removal shifts later entries back. Engine thread only.
 */
final class HashCells {
    private static final int REGISTER_BITS = 11;

    /** How many registers there are. */
    static final int REGISTERS = 1 << REGISTER_BITS;

    private static final int RANK_BITS = 6;
    private static final int CELL_BITS = REGISTER_BITS + RANK_BITS;
    private static final int CELL = (1 << CELL_BITS) - 1;
    private static final int GOLDEN = 0x9E3779B9;
    private static final int LEAST_PLACES = 4;
    private static final int LEAST_RANKS = 8;
    private static final long UNKNOWN = -1;

    private long[] table = new long[LEAST_PLACES];
    private int shift = shiftOf(LEAST_PLACES);
    private int used;
    /** How many cells of each rank have a row, from rank 1. */
    private int[] ofRank = new int[LEAST_RANKS];
    /** The estimate, until a cell comes or goes: the row that a view takes back is mostly known. */
    private long estimate;

    private static int shiftOf(int places) {
        return Integer.numberOfLeadingZeros(places) + 1;
    }

    /** Adds {@code rows} of a value, fewer than none to take them away. */
    void add(long hash, int rows) {
        int rank = Long.numberOfLeadingZeros(hash << REGISTER_BITS | 1L << (REGISTER_BITS - 1)) + 1;
        int cell = (int) (hash >>> (64 - REGISTER_BITS)) << RANK_BITS | rank;
        int mask = table.length - 1;
        int at = (cell * GOLDEN) >>> shift;
        while (table[at] != 0 && ((int) table[at] & CELL) != cell) {
            at = (at + 1) & mask;
        }
        if (table[at] == 0) {
            table[at] = (long) rows << CELL_BITS | cell;
            used++;
            count(rank, 1);
            resizeTo(used * 4 > table.length * 3 ? table.length * 2 : table.length);
            return;
        }
        table[at] += (long) rows << CELL_BITS;
        if (table[at] >> CELL_BITS == 0) {
            remove(at);
            used--;
            count(rank, -1);
            resizeTo(used * 8 < table.length ? table.length / 2 : table.length);
        }
    }

    private void count(int rank, int cells) {
        if (rank > ofRank.length) {
            ofRank = Arrays.copyOf(ofRank, Math.max(rank, ofRank.length * 2));
        }
        ofRank[rank - 1] += cells;
        estimate = UNKNOWN;
    }

    private void remove(int place) {
        int mask = table.length - 1;
        int hole = place;
        for (int at = (hole + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            int home = (((int) table[at] & CELL) * GOLDEN) >>> shift;
            if (((at - home) & mask) >= ((at - hole) & mask)) { // its own place lies at or before the hole
                table[hole] = table[at];
                hole = at;
            }
        }
        table[hole] = 0;
    }

    private void resizeTo(int places) {
        if (places == table.length || places < LEAST_PLACES) {
            return;
        }
        long[] old = table;
        table = new long[places];
        shift = shiftOf(places);
        for (long entry : old) {
            if (entry != 0) {
                int at = (((int) entry & CELL) * GOLDEN) >>> shift;
                while (table[at] != 0) {
                    at = (at + 1) & (places - 1);
                }
                table[at] = entry;
            }
        }
    }

    /** How many distinct values there are, about. */
    long estimate() {
        if (estimate == UNKNOWN) {
            estimate = used == 0 ? 0 : Math.round(REGISTERS * perRegister());
        }
        return estimate;
    }

    /**
     * The number of values per register of which the cells that occur are the likeliest: the root of the likelihood's
     * derivative, the sum over those cells of w / (1 - exp(-λw)) less the number of registers, where w is the share of
     * values with the cell's rank. That is convex and falls, so Newton's steps from below never pass the root.
     */
    private double perRegister() {
        int most = ofRank.length;
        while (ofRank[most - 1] == 0) {
            most--;
        }
        double values = (double) used / REGISTERS;
        double step = values;
        while (step > values * 1e-9) {
            // StrictMath, so that an estimate is the same whenever and wherever it is computed
            double occurs = -StrictMath.expm1(-values * Math.scalb(1.0, -most));
            double excess = -REGISTERS;
            double slope = 0;
            for (int rank = most; rank > 0; rank--) {
                double share = Math.scalb(1.0, -rank) / occurs;
                excess += ofRank[rank - 1] * share;
                slope += ofRank[rank - 1] * share * share * (1 - occurs);
                occurs *= 2 - occurs; // the rank before is twice as likely
            }
            step = slope > 0 ? excess / slope : 0;
            values += step;
        }
        return values;
    }

    long stateBytes() {
        return 80 + 8L * table.length + 4L * ofRank.length;
    }
}
