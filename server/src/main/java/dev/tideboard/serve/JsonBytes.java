package dev.tideboard.serve;

import dev.tideboard.data.Decimals;
import java.util.Arrays;

/**
 * JSON as UTF-8 in a growing array, written by hand because the feed writes columns, not objects. One thread at a time.
 *
 * <p>Text is escaped so that it is safe wherever the bytes end up: {@code <} cannot open a tag in a page that embeds the
 * JSON, U+2028 and U+2029 do not end a line of JavaScript, and a line break can never end a line of an event stream.
 */
final class JsonBytes {
    /** The greatest magnitude up to which every whole number survives JavaScript's parser. */
    static final long EXACT = 1L << 53;

    private static final int MAX_SIZE = Integer.MAX_VALUE - 16;
    private static final double[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000};
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes;
    private int size;

    JsonBytes(int capacity) {
        bytes = new byte[Math.max(capacity, 64)];
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    JsonBytes raw(char ascii) {
        room(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    /** Writes {@code ascii} as it is: for the fixed parts of a message. */
    @SuppressWarnings("deprecation") // the one call that copies the low bytes without a charset
    JsonBytes raw(String ascii) {
        int length = ascii.length();
        room(length);
        ascii.getBytes(0, length, bytes, size);
        size += length;
        return this;
    }

    /** Ends an array or object whose elements were each written with a comma after them. */
    JsonBytes close(char bracket) {
        if (size > 0 && bytes[size - 1] == ',') {
            size--;
        }
        return raw(bracket);
    }

    /** A whole number; beyond 2^53 a string, because JavaScript would round it. */
    JsonBytes whole(long value) {
        return value > EXACT || value < -EXACT ? raw('"').digits(value).raw('"') : digits(value);
    }

    /** A decimal with all its digits; a string where JavaScript would not have all of them. */
    JsonBytes decimal(long stored, int scale) {
        String text = Decimals.text(stored, scale);
        return stored > EXACT || stored < -EXACT ? raw('"').raw(text).raw('"') : raw(text);
    }

    JsonBytes digits(long value) {
        room(20);
        if (value == Long.MIN_VALUE) {
            return raw(Long.toString(value));
        }
        long rest = value;
        if (rest < 0) {
            bytes[size++] = '-';
            rest = -rest;
        }
        int length = 1;
        for (long power = 10; length < 19 && rest >= power; power *= 10) {
            length++;
        }
        for (int at = size + length - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
        return this;
    }

    /**
     * The shortest number that reads back as {@code value}; null where JSON has no number for it.
     *
     * <p>A value that equals {@code n / 10^k} for a whole n is written from n: division rounds correctly, so the reader's
     * parser arrives at the same double. Measured values have few decimals, so this is the common case.
     */
    JsonBytes number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return raw("null");
        }
        for (int decimals = 0; decimals < POWERS.length; decimals++) {
            double scaled = Math.rint(value * POWERS[decimals]);
            if (Math.abs(scaled) >= 1e15) {
                break;
            }
            if (scaled / POWERS[decimals] == value) {
                return fixed((long) scaled, decimals);
            }
        }
        return raw(Double.toString(value));
    }

    /** A quoted, escaped string; a lone surrogate is kept as an escape. */
    JsonBytes text(String value) {
        raw('"');
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            room(6);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xC0 | (c >> 6));
                bytes[size++] = (byte) (0x80 | (c & 0x3F));
            } else if (c == '\u2028' || c == '\u2029') {
                escape(c);
            } else if (!Character.isSurrogate(c)) {
                bytes[size++] = (byte) (0xE0 | (c >> 12));
                bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[size++] = (byte) (0x80 | (c & 0x3F));
            } else if (i + 1 < length && Character.isSurrogatePair(c, value.charAt(i + 1))) {
                supplementary(Character.toCodePoint(c, value.charAt(++i)));
            } else {
                escape(c);
            }
        }
        return raw('"');
    }

    private void supplementary(int point) {
        bytes[size++] = (byte) (0xF0 | (point >> 18));
        bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        bytes[size++] = (byte) (0x80 | (point & 0x3F));
    }

    private void ascii(char c) {
        if (c == '"' || c == '\\') {
            bytes[size++] = '\\';
            bytes[size++] = (byte) c;
        } else if (c < 0x20 || c == '<' || c == 0x7F) {
            escape(c);
        } else {
            bytes[size++] = (byte) c;
        }
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[(c >> shift) & 0xF];
        }
    }

    /** Writes {@code unscaled / 10^decimals}. */
    private JsonBytes fixed(long unscaled, int decimals) {
        if (decimals == 0) {
            return digits(unscaled);
        }
        if (unscaled < 0) {
            raw('-');
        }
        long magnitude = Math.abs(unscaled);
        long power = (long) POWERS[decimals];
        digits(magnitude / power);
        room(decimals + 1);
        bytes[size++] = '.';
        long fraction = magnitude % power;
        for (int at = size + decimals - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + fraction % 10);
            fraction /= 10;
        }
        size += decimals;
        return this;
    }

    private void room(int more) {
        long needed = (long) size + more;
        if (needed > bytes.length) {
            if (needed > MAX_SIZE) {
                throw new IllegalStateException("message bytes=" + needed + " > " + MAX_SIZE + ": filter the view");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_SIZE, Math.max(needed, bytes.length * 2L)));
        }
    }
}
