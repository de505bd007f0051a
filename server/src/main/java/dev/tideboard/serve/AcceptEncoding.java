package dev.tideboard.serve;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client says it can unpack. */
public final class AcceptEncoding {
    private AcceptEncoding() {}

    /** True when the Accept-Encoding header (absent: null) names gzip and does not refuse it with {@code q=0}. */
    public static boolean gzip(@Nullable String header) {
        if (header == null) {
            return false;
        }
        for (String part : header.toLowerCase(Locale.ROOT).split(",")) {
            String[] words = part.split(";");
            if (words[0].strip().equals("gzip")) {
                return words.length == 1 || !words[1].strip().matches("q=0(\\.0{0,3})?");
            }
        }
        return false;
    }
}
