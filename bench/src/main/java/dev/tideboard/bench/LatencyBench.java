package dev.tideboard.bench;

import dev.tideboard.connect.EventPublisher;
import dev.tideboard.connect.mqtt.BrokerOptions;
import dev.tideboard.connect.mqtt.MqttPublisher;
import dev.tideboard.recording.EventSink;
import dev.tideboard.recording.Pace;
import dev.tideboard.recording.Replay;
import dev.tideboard.recording.ReplayOptions;
import dev.tideboard.recording.Stopwatch;
import dev.tideboard.simulate.nem.NemOptions;
import dev.tideboard.simulate.nem.NemSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From the publisher's stamp of a reading to the frame after its drawing, per panel, with one visible Chromium page and
 * nine more feed clients. Run: {@code ./tideboard bench latency [seconds]}.
 */
final class LatencyBench {
    private static final Pattern READING = Pattern.compile("\"facility_id\":\"([^\"]+)\",\"timestamp\":\"([^\"]+)\"");
    private static final int WARM_UP_SECONDS = 15;

    /** When each reading was handed to the MQTT client, in milliseconds of the wall clock. */
    private final Map<String, Double> stamps = new ConcurrentHashMap<>();

    private LatencyBench() {}

    static void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
        new LatencyBench().measure(seconds, out);
    }

    private void measure(int seconds, PrintStream out) throws IOException, InterruptedException {
        try (ServerProcess server = ServerProcess.demo("--no-publish");
                FeedSwarm others = new FeedSwarm(server.port(), "/api/v1/feed?view=output_now&view=power_by_fuel", 3)) {
            Thread.ofPlatform().daemon().start(others);
            others.grow(9);
            Thread publisher = Thread.ofPlatform().daemon().start(() -> publish(server.mqttPort()));
            Machine machine = Machine.watch();
            List<String> frames = framesOf("http://127.0.0.1:" + server.port() + "/b/nem", WARM_UP_SECONDS + seconds);
            String busy = machine.summary();
            publisher.interrupt();
            report(frames, out);
            out.printf(Locale.ROOT, "one page and %d feed clients, %d gaps; %s%n", others.open(), others.gaps(), busy);
        }
    }

    private void publish(int port) {
        ReplayOptions options = ReplayOptions.DEFAULT.withPace(new Pace.Steps(1));
        try (MqttPublisher publisher = MqttPublisher.connect(
                BrokerOptions.of("mqtt://127.0.0.1:" + port), Duration.ofSeconds(10), RandomGenerator.getDefault())) {
            EventPublisher events = publisher.to("nem/readings", 1);
            EventSink sink = payload -> {
                Matcher reading = READING.matcher(new String(payload, StandardCharsets.UTF_8));
                if (reading.find()) {
                    long at = OffsetDateTime.parse(reading.group(2)).toInstant().toEpochMilli();
                    stamps.put(reading.group(1) + "@" + at, wallMillis());
                }
                events.publish(payload);
            };
            new Replay(new NemSimulator(NemOptions.DEFAULT), sink, options, Stopwatch.SYSTEM).run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double wallMillis() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
    }

    /** Lines of the page's script: panel, facility, event time, wall time of the frame. */
    private static List<String> framesOf(String board, int seconds) throws IOException, InterruptedException {
        Path web = Path.of(System.getProperty("tideboard.home", ".")).resolve("web");
        Path script = web.resolve("node_modules").resolve("tideboard-frames.mjs");
        try (InputStream in = LatencyBench.class.getResourceAsStream("/frames.mjs")) {
            Files.write(
                    script, java.util.Objects.requireNonNull(in, "frames.mjs").readAllBytes());
        }
        Process node = new ProcessBuilder("node", script.toString(), board, Integer.toString(seconds))
                .directory(web.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(lines::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (node.waitFor() != 0) {
            throw new IOException("the page's script ended with status " + node.exitValue());
        }
        return lines;
    }

    private void report(List<String> frames, PrintStream out) {
        double start = stamps.values().stream().min(Double::compare).orElseThrow() + WARM_UP_SECONDS * 1e3;
        Map<String, List<Double>> byPanel = new TreeMap<>();
        for (String line : frames) {
            String[] fields = line.split("\t");
            Double stamp = fields.length == 4 ? stamps.get(fields[1] + "@" + fields[2]) : null;
            if (stamp != null && stamp >= start) {
                byPanel.computeIfAbsent(fields[0], _ -> new ArrayList<>()).add(Double.parseDouble(fields[3]) - stamp);
            }
        }
        byPanel.forEach((panel, latencies) -> {
            Collections.sort(latencies);
            out.printf(
                    Locale.ROOT,
                    "%-12s %6d readings: p50 %.0f ms, p90 %.0f, p99 %.0f, max %.0f (limit p99 150)%n",
                    panel,
                    latencies.size(),
                    quantile(latencies, 0.5),
                    quantile(latencies, 0.9),
                    quantile(latencies, 0.99),
                    latencies.getLast());
        });
    }

    private static double quantile(List<Double> sorted, double q) {
        return sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(q * sorted.size()) - 1));
    }
}
