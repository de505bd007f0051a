package dev.tideboard.cli;

import dev.tideboard.Main;
import dev.tideboard.options.OptionFile;
import dev.tideboard.options.Settings;
import dev.tideboard.project.ProjectLoader;
import dev.tideboard.simulate.nem.NemOptions;
import dev.tideboard.simulate.nem.NemSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Starts the demo on free ports, lets a client follow it for a few seconds and ends: the start-up cache is trained on
 * this, so that what a start loads is already parsed and linked.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Runs the demo for a few seconds, to train the start-up cache.")
final class RehearseCommand implements Callable<Integer> {
    private static final Duration LENGTH = Duration.ofSeconds(6);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        NemDemo demo = new NemDemo(
                new NemSimulator(NemOptions.DEFAULT),
                new NemDemo.Options(0, Optional.empty(), 4, Duration.ofHours(2), true));
        try (ScratchFolder scratch = ScratchFolder.make("tideboard-rehearsal")) {
            return rehearse(demo, demo.loading(scratch.path()));
        }
    }

    private int rehearse(NemDemo demo, Loading loading) throws IOException, InterruptedException {
        Settings settings = Settings.resolve(KnownOptions.groups(), Map.of("port", "0"), Map.of(), OptionFile.NONE);
        return switch (loading.loader().load()) {
            case ProjectLoader.Refused refused -> new Terminal(spec).problems(refused.problems());
            case ProjectLoader.Loaded loaded -> {
                try (Main server = demo.start(loading, loaded.project(), settings)) {
                    Thread publisher = Thread.ofVirtual().start(() -> demo.publish(server));
                    follow(server.url());
                    publisher.interrupt();
                }
                yield 0;
            }
        };
    }

    private static void follow(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path :
                    new String[] {"/b/nem", "/elements.js", "/api/v1/boards/nem", "/api/v1/views", "/metrics"}) {
                client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.discarding());
            }
            HttpRequest feed = HttpRequest.newBuilder(
                            URI.create(url + "/api/v1/feed?view=output_now&view=power_by_fuel&output_now.region=NSW1"))
                    .header("Accept-Encoding", "gzip")
                    .build();
            HttpResponse<InputStream> events = client.send(feed, BodyHandlers.ofInputStream());
            try (InputStream in = events.body()) {
                long end = System.nanoTime() + LENGTH.toNanos();
                byte[] buffer = new byte[1 << 16];
                while (System.nanoTime() < end && in.read(buffer) >= 0) {
                    // Only following matters.
                }
            }
        }
    }
}
