package dev.tideboard.data;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Text to small integers and back, shared by every text column of one engine. Thread-safe: decoders intern while the
 * engine and the encoders read. Codes start at 0, which is the empty text, and are never reused.
 *
 * <p>The dictionary only grows, so it is bounded: a text beyond {@code capacity} is refused, and the row with it.
 */
public final class Dictionary {
    /** Enough for every name and identifier of a large site, at about 100 bytes each. */
    public static final int DEFAULT_CAPACITY = 4_000_000;

    private final ConcurrentHashMap<String, Integer> codes = new ConcurrentHashMap<>();
    private final int capacity;
    private volatile String[] texts = new String[256];
    private int size;

    public Dictionary() {
        this(DEFAULT_CAPACITY);
    }

    public Dictionary(int capacity) {
        this.capacity = capacity;
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
            throw new DictionaryFullException(capacity);
        }
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
