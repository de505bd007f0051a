package dev.tideboard.options;

import java.util.Locale;

/**
 * One thing that can be set, under one name in three spellings.
 *
 * @param name as files spell it, such as {@code engine.queue-rows}
 * @param meaning one sentence
 * @param shownDefault the default as documents show it, which may be words where it depends on the machine
 */
public record Option(String name, String meaning, String shownDefault, String expected) {

    /** The flag, such as {@code --engine-queue-rows}. */
    public String flag() {
        return "--" + name.replace('.', '-');
    }

    /** The environment variable, such as {@code TIDEBOARD_ENGINE_QUEUE_ROWS}. */
    public String variable() {
        return "TIDEBOARD_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
