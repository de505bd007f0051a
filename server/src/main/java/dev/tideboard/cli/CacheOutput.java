package dev.tideboard.cli;

import dev.tideboard.recording.CacheSizes;
import dev.tideboard.recording.Recording;
import dev.tideboard.recording.WideCache;
import dev.tideboard.store.ParquetFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a verb writes a recording as a wide cache, and how it tells about it. */
final class CacheOutput {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "nem-cache",
            description = "the folder to write (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("nem-cache");

    @Option(names = "--json", description = "print one JSON object instead of lines")
    private boolean json;

    /** Fails early: a folder that cannot be written is better known before hours of work than after. */
    void requireWritable() {
        WideCache.requireWritable(out);
    }

    /**
     * Writes the recording.
     *
     * @param summary what is to be said about it
     * @param report the same for machines
     */
    void write(Recording recording, String summary, Record report, Terminal terminal) {
        CacheSizes sizes = WideCache.write(out, recording, Optional.of(new ParquetFile()));
        if (json) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("folder", out.toString());
            told.put("report", report);
            told.put("bytes", sizes);
            terminal.say(Json.write(told));
            return;
        }
        terminal.say(summary);
        terminal.say(sizes.summary());
        terminal.say("play it: ./tideboard demo nem --cache " + out);
    }
}
