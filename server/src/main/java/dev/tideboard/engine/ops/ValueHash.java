package dev.tideboard.engine.ops;

import dev.tideboard.data.TextColumn;
import java.util.Arrays;

/**
 * A 64-bit hash of a value, all of whose bits are as good as random; of a text it is one of its letters, so the same on
 * any server. Texts hashed lately are known by their codes. Engine thread only.
 */
final class ValueHash {
    private static final int KNOWN = 1024;

    private int[] codes = new int[0];
    private long[] hashes = new long[0];

    /** The hash of a number (the mixing step of SplitMix64: Steele, Lea and Flood, 2014). */
    static long of(long word) {
        long mixed = word + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** The hash of the text in {@code row}. */
    long of(TextColumn texts, int row) {
        if (codes.length == 0) {
            codes = new int[KNOWN];
            hashes = new long[KNOWN];
            Arrays.fill(codes, -1);
        }
        int code = texts.code(row);
        int at = code & (KNOWN - 1);
        if (codes[at] != code) {
            codes[at] = code;
            hashes[at] = of(texts.dictionary().text(code));
        }
        return hashes[at];
    }

    /** The hash of the letters, one after the other (FNV-1a), mixed. */
    static long of(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return of(hash);
    }

    long stateBytes() {
        return 4L * codes.length + 8L * hashes.length;
    }
}
