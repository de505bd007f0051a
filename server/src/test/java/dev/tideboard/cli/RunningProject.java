package dev.tideboard.cli;

import dev.tideboard.Main;
import dev.tideboard.options.OptionFile;
import dev.tideboard.options.Settings;
import dev.tideboard.project.Environment;
import dev.tideboard.project.Project;
import dev.tideboard.project.ProjectLoader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A server of the project in a folder, on a free port. */
record RunningProject(Main server) implements AutoCloseable {

    static RunningProject start(Path folder, Map<String, String> variables, Map<String, String> flags)
            throws IOException, InterruptedException {
        Loading loading = Loading.of(List.of(folder), Environment.of(variables), Map.of());
        Project project = switch (loading.loader().load()) {
            case ProjectLoader.Loaded loaded -> loaded.project();
            case ProjectLoader.Refused refused -> throw new AssertionError(refused.problems());
        };
        Map<String, String> all = new TreeMap<>(flags);
        all.put("port", "0");
        Settings settings = Settings.resolve(KnownOptions.groups(), all, Map.of(), OptionFile.NONE);
        return new RunningProject(Main.start(new Main.Start(loading, project, project.sources(), "", settings)));
    }

    static RunningProject start(Path folder) throws IOException, InterruptedException {
        return start(folder, Map.of(), Map.of());
    }

    int doorPort(String source) {
        return server.doorPort(source);
    }

    URI uri(String path) {
        return URI.create(server.url() + path);
    }

    String get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** The first beat that a client of a view hears, as JSON. */
    String beat(String view) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient();
                Stream<String> lines = client.send(
                                HttpRequest.newBuilder(uri("/api/v1/feed?view=" + view))
                                        .build(),
                                HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            return lines.filter(line -> line.startsWith("data: {\"tick\""))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
