package dev.tideboard.serve.http;

import org.jspecify.annotations.Nullable;

/** The comparison behind 304. */
final class Etags {
    private Etags() {}

    /** True when an If-None-Match header (absent: null) names {@code tag} or anything. */
    static boolean match(@Nullable String header, String tag) {
        if (header == null) {
            return false;
        }
        for (String each : header.split(",")) {
            String candidate = each.strip();
            if (candidate.equals("*")
                    || (candidate.startsWith("W/") ? candidate.substring(2) : candidate).equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
