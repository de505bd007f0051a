package dev.tideboard;

import dev.tideboard.cli.LiveProject;
import dev.tideboard.cli.Loading;
import dev.tideboard.cli.Sources;
import dev.tideboard.cli.TideboardCommand;
import dev.tideboard.connect.SourceRegistry;
import dev.tideboard.engine.Engine;
import dev.tideboard.engine.EngineOptions;
import dev.tideboard.observe.ProcessMetrics;
import dev.tideboard.options.Settings;
import dev.tideboard.project.Project;
import dev.tideboard.project.ProjectWatcher;
import dev.tideboard.project.Source;
import dev.tideboard.serve.ServeOptions;
import dev.tideboard.serve.ServedParts;
import dev.tideboard.serve.WebServer;
import dev.tideboard.serve.http.HttpRoutes;
import dev.tideboard.serve.sse.SseWire;
import dev.tideboard.serve.ws.WebSocketWire;
import dev.tideboard.store.MemoryChangeLog;
import dev.tideboard.store.RecentQuarantine;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/** Starts here. {@link #start} builds the parts by hand, in the order in which a row passes them. */
public final class Main implements AutoCloseable {
    private final Engine engine;
    private final Sources sources;
    private final WebServer web;
    private final ProjectWatcher watcher;

    private Main(Engine engine, Sources sources, WebServer web, ProjectWatcher watcher) {
        this.engine = engine;
        this.sources = sources;
        this.web = web;
        this.watcher = watcher;
    }

    /** Runs the verb of the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(TideboardCommand.execute(arguments));
    }

    /**
     * What to start.
     *
     * @param loading reads the project again when one of its files was saved
     * @param from where rows come from: the project's sources, unless a demo brings its own
     * @param notice what every board says about its data, such as "simulated"; empty for nothing
     */
    public record Start(Loading loading, Project project, List<Source> from, String notice, Settings settings) {
        public Start {
            from = List.copyOf(from);
        }
    }

    /** Starts a server; returns once the first client can connect. */
    public static Main start(Start start) throws IOException, InterruptedException {
        InstantSource clock = InstantSource.system();
        RecentQuarantine quarantine = new RecentQuarantine(RecentQuarantine.DEFAULT_CAPACITY);
        Engine engine = Engine.start(
                new MemoryChangeLog(),
                quarantine,
                start.loading().dictionary(),
                clock,
                start.settings().get(EngineOptions.class));
        LiveProject live = new LiveProject(engine, start.loading().views(), start.project(), start.notice());
        SourceRegistry registry = new SourceRegistry(clock);
        Sources sources =
                new Sources(start.from(), new Sources.Parts(engine, registry, quarantine, clock, start.settings()));
        ServedParts parts = new ServedParts(
                engine,
                engine,
                quarantine,
                registry,
                live::boards,
                live::feeders,
                live::staleAfter,
                engine::stopped,
                LiveProject::schema,
                ProcessMetrics.in(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)),
                clock);
        WebServer web = new WebServer(
                parts,
                start.settings().get(ServeOptions.class),
                List.of(new HttpRoutes(parts), new SseWire(), new WebSocketWire()));
        web.start();
        sources.start();
        ProjectWatcher watcher =
                new ProjectWatcher(start.loading().loader(), start.project(), ProjectWatcher.QUIET, live);
        watcher.start();
        return new Main(engine, sources, web, watcher);
    }

    /** The address to open in a browser. */
    public String url() {
        return web.url();
    }

    /** The port of the MQTT door that listens for the source called {@code name}. */
    public int doorPort(String name) {
        return sources.doorPort(name);
    }

    /** Stops the parts in reverse: no rows in, no clients, then the engine. */
    @Override
    public void close() {
        watcher.close();
        sources.close();
        web.close();
        engine.close();
    }
}
