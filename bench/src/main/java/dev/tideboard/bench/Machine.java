package dev.tideboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** How busy the machine was with other things since this was made: what a figure must be read with. Linux only. */
final class Machine {
    /** Fields of the first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal (man 5 proc). */
    private static final int STEAL = 7;

    private final long[] before;

    private Machine(long[] before) {
        this.before = before;
    }

    static Machine watch() throws IOException {
        return new Machine(times());
    }

    /** One line: load, cores, and the share of processor time that the host gave to others meanwhile. */
    String summary() throws IOException {
        long[] now = times();
        long total = Arrays.stream(now).sum() - Arrays.stream(before).sum();
        double load =
                Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        return String.format(
                Locale.ROOT,
                "machine load %.1f on %d cores, %.0f %% of their time taken by the host",
                load,
                Runtime.getRuntime().availableProcessors(),
                100.0 * (now[STEAL] - before[STEAL]) / Math.max(1, total));
    }

    private static long[] times() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/stat")).getFirst();
        return Arrays.stream(line.trim().split(" +"))
                .skip(1)
                .limit(STEAL + 1)
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
