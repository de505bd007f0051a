package dev.tideboard.engine.ops.expression;

/**
 * A LIKE pattern, taken apart once. Matching needs no recursion: on a mismatch it goes back to the last {@code %} and
 * lets it take one character more, so the time is at most the product of both lengths.
 */
public final class LikePattern {
    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    private final int[] parts;

    /**
     * Takes {@code pattern} apart.
     *
     * @param escape one character, or "" for none
     * @throws IllegalArgumentException when the escape character is not followed by {@code %}, {@code _} or itself
     */
    public LikePattern(String pattern, String escape) {
        int[] points = pattern.codePoints().toArray();
        int[] found = new int[points.length];
        int count = 0;
        int escaping = escape.isEmpty() ? -1 : escape.codePointAt(0);
        for (int i = 0; i < points.length; i++) {
            int point = points[i];
            if (point == escaping) {
                i++;
                if (i == points.length || (points[i] != '%' && points[i] != '_' && points[i] != escaping)) {
                    throw new IllegalArgumentException(
                            "pattern=" + pattern + ": escape=" + escape + " must be followed by %, _ or itself");
                }
                found[count++] = points[i];
            } else {
                found[count++] = point == '%' ? ANY_TEXT : point == '_' ? ANY_CHARACTER : point;
            }
        }
        this.parts = java.util.Arrays.copyOf(found, count);
    }

    /** Whether the whole of {@code text} fits. */
    public boolean matches(String text) {
        int[] points = text.codePoints().toArray();
        int at = 0;
        int part = 0;
        int resumePart = -1;
        int resumeAt = 0;
        while (at < points.length) {
            if (part < parts.length && parts[part] == ANY_TEXT) {
                resumePart = ++part;
                resumeAt = at;
            } else if (part < parts.length && (parts[part] == ANY_CHARACTER || parts[part] == points[at])) {
                part++;
                at++;
            } else if (resumePart >= 0) {
                part = resumePart;
                at = ++resumeAt;
            } else {
                return false;
            }
        }
        while (part < parts.length && parts[part] == ANY_TEXT) {
            part++;
        }
        return part == parts.length;
    }
}
