package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.SourceException;
import java.nio.charset.StandardCharsets;

/**
 * Which topics a source takes: levels parted by {@code /}, {@code +} for any one level, {@code #} at the end for the
 * level before it and everything below (MQTT 5, section 4.7). Wildcards do not match topics that begin with {@code $}.
 */
public record TopicFilter(String text) {

    /** Checks the spelling. */
    public TopicFilter {
        if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > 65_535 || text.indexOf('\0') >= 0) {
            throw new SourceException("topic=" + text + ", expected a topic filter of 1 to 65535 bytes");
        }
        String[] levels = text.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            boolean hash = levels[i].contains("#");
            boolean plus = levels[i].contains("+");
            boolean last = i == levels.length - 1;
            if ((hash || plus) && (levels[i].length() != 1 || (hash && !last))) {
                throw new SourceException("topic=" + text
                        + ": + and # each stand for a whole level, and # only for the last: a/+/b or a/#");
            }
        }
    }

    /** True when a message published to {@code topic} is for this filter. */
    public boolean matches(String topic) {
        if (topic.startsWith("$") && !text.startsWith("$")) {
            return false;
        }
        String[] wanted = text.split("/", -1);
        String[] given = topic.split("/", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (i == given.length || !(wanted[i].equals("+") || wanted[i].equals(given[i]))) {
                return false;
            }
        }
        return wanted.length == given.length;
    }

    @Override
    public String toString() {
        return text;
    }
}
