package dev.tideboard.data;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Text to small integers and back, shared by every text column of one engine. Thread-safe: decoders intern while the
 * engine and the encoders read. Codes start at 0, which is the empty text, and are never reused.
 *
 * <p>The dictionary only grows, so it is bounded in texts and in bytes: a text beyond is refused, and the row with it. Those
 * that are known go on.
 */
public final class Dictionary {
    /** Enough for every name and identifier of a large site, at about 100 bytes each. */
    public static final int DEFAULT_CAPACITY = 4_000_000;

    private final ConcurrentHashMap<String, Integer> codes = new ConcurrentHashMap<>();
    /** What a text takes beside its letters: the string, its array, its entry and its number, estimated. */
    private static final int BYTES_PER_TEXT = 100;

    private final int capacity;
    private final long mostBytes;
    private long bytes;
    private volatile String[] texts = new String[256];
    private int size;

    public Dictionary() {
        this(DEFAULT_CAPACITY);
    }

    public Dictionary(int capacity) {
        this(capacity, Runtime.getRuntime().maxMemory() / 4);
    }

    /** A dictionary of at most {@code capacity} texts that take, by estimate, at most {@code mostBytes} bytes. */
    public Dictionary(int capacity, long mostBytes) {
        this.capacity = capacity;
        this.mostBytes = mostBytes;
        intern("");
    }

    /** The code of {@code text}, making one if it is new. */
    public int intern(String text) {
        Integer known = codes.get(text);
        return known != null ? known : add(text);
    }

    /** The code of {@code text}, or -1 where no row ever carried it. */
    public int find(String text) {
        Integer known = codes.get(text);
        return known != null ? known : -1;
    }

    public String text(int code) {
        return texts[code];
    }

    /** How many distinct texts there are. */
    public int size() {
        return codes.size();
    }

    private synchronized int add(String text) {
        Integer raced = codes.get(text);
        if (raced != null) {
            return raced;
        }
        if (size >= capacity) {
            throw new DictionaryFullException("distinct texts > " + capacity);
        }
        long more = BYTES_PER_TEXT + 2L * text.length();
        if (bytes + more > mostBytes) {
            throw new DictionaryFullException("bytes of distinct texts > " + mostBytes + ", a quarter of the memory");
        }
        bytes += more;
        String[] current = texts;
        if (size == current.length) {
            current = Arrays.copyOf(current, size * 2);
        }
        current[size] = text;
        texts = current; // publishes the entry before the code that leads to it
        codes.put(text, size);
        return size++;
    }
}
