package dev.tideboard.serve;

import dev.tideboard.engine.LiveTables;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.engine.Quarantine;
import dev.tideboard.engine.SourceStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the server shows. Every part must be safe to ask from any thread and must answer at once.
 *
 * @param feeders where the rows of a view come from, by its name
 * @param staleAfter the silence that makes a table stale, by its name; zero for three of its usual periods
 * @param notReady why the server is not ready yet, or ""
 * @param projectSchema the JSON Schema of a project, as text
 */
public record ServedParts(
        LiveViews views,
        LiveTables tables,
        Quarantine quarantine,
        SourceStatus sources,
        Supplier<Boards> boards,
        Function<String, Feeders> feeders,
        Function<String, Duration> staleAfter,
        Supplier<String> notReady,
        Supplier<String> projectSchema,
        PrometheusMeterRegistry metrics,
        InstantSource clock) {}
