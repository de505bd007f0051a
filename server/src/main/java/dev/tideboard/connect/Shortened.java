package dev.tideboard.connect;

/** Text from outside made fit for a message: short, on one line, without control characters. */
public final class Shortened {
    private static final int IN_REASONS = 80;
    private static final int IN_QUARANTINE = 1000;

    private Shortened() {}

    /** At most 80 characters, in quotes. */
    public static String quoted(String text) {
        return "'" + printable(text, IN_REASONS) + "'";
    }

    /** At most 200 characters. */
    public static String forReason(String text) {
        return printable(text, 200);
    }

    /** At most the 1,000 characters that the quarantine keeps. */
    public static String forQuarantine(String text) {
        return printable(text, IN_QUARANTINE);
    }

    private static String printable(String text, int most) {
        boolean tooLong = text.length() > most;
        int kept = tooLong ? most - 1 : text.length();
        StringBuilder out = new StringBuilder(kept + 1);
        for (int i = 0; i < kept; i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c) && i + 1 < kept && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                out.append(c).append(text.charAt(++i));
                continue;
            }
            boolean unprintable = Character.isISOControl(c) || Character.isSurrogate(c) || isLineOrDirection(c);
            out.append(unprintable ? '\uFFFD' : c);
        }
        return tooLong ? out.append('…').toString() : out.toString();
    }

    /** Separators that break a line, and marks that turn the direction of what follows in a log or a page. */
    private static boolean isLineOrDirection(char c) {
        return c == '\u2028' || c == '\u2029' || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }
}
