package dev.tideboard.project;

import java.util.regex.Pattern;

/** Shows a value from outside in a message: short, on one line, in quotes. */
final class Quote {
    private static final int LONGEST = 60;
    /** A password does not become fit for a log by standing in the wrong place. */
    private static final Pattern USER_IN_URL = Pattern.compile("://[^/\\s]*@");

    private Quote() {}

    static String of(String value) {
        return quoted(USER_IN_URL.matcher(value).replaceAll("://***@"));
    }

    private static String quoted(String value) {
        String shown = value.length() > LONGEST ? value.substring(0, LONGEST) + "…" : value;
        StringBuilder quoted = new StringBuilder("\"");
        shown.codePoints().forEach(point -> {
            if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }
}
