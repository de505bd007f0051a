package dev.tideboard.project;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the folders of a project and loads it again when a file was saved. Editors write in several steps (a new file,
 * then a rename over the old one), so it waits until nothing has happened for a moment; folders that vanish and come back,
 * as on a change of branch, are found again.
 *
 * <p>Its own virtual thread does everything, the listener's calls included; {@link #start()} and {@link #close()} may be
 * called from any thread.
 */
public final class ProjectWatcher implements AutoCloseable {
    /** Long enough for an editor's steps, short enough that a save seems immediate. */
    public static final Duration QUIET = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(ProjectWatcher.class);
    /** How often to look for a folder that is not there, since nothing can announce it. */
    private static final long SEARCH_MILLIS = 500;

    private static final int DEEPEST = 4;
    private static final int MOST_FOLDERS = 200;
    /** A folder that never falls quiet must not keep an edit from being read. */
    private static final int MOST_WAITS = 20;

    private final ProjectLoader loader;
    private final Duration quiet;
    private final ReloadListener listener;
    private final WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Thread thread;
    private Project last;
    private List<Problem> lastProblems = List.of();

    /**
     * A watcher that calls {@code listener} with what {@code loader} makes of the folders after each change.
     *
     * @param current the project in force; loading an equal one is no news
     */
    public ProjectWatcher(ProjectLoader loader, Project current, Duration quiet, ReloadListener listener)
            throws IOException {
        this.loader = loader;
        this.last = current;
        this.quiet = quiet;
        this.listener = listener;
        this.service = FileSystems.getDefault().newWatchService();
        this.thread = Thread.ofVirtual().name("project-watcher").unstarted(this::run);
    }

    /** Begins to watch; files saved after this returns are seen. */
    public void start() {
        register();
        thread.start();
    }

    @Override
    public void close() {
        try {
            service.close();
            thread.join();
        } catch (IOException e) {
            LOG.warn("the watch on {} could not be closed", loader.folders(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                if (awaitChange()) {
                    awaitQuiet();
                    register();
                    reload();
                }
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("no longer watching {}", loader.folders());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a change of a file that may belong to the project; false when it was another. */
    private boolean awaitChange() throws InterruptedException {
        boolean allThere = loader.folders().stream().allMatch(keys::containsKey);
        if (allThere) {
            return isOfInterest(service.take());
        }
        WatchKey key = service.poll(SEARCH_MILLIS, TimeUnit.MILLISECONDS);
        boolean changed = key != null && isOfInterest(key);
        return register() || changed;
    }

    private void awaitQuiet() throws InterruptedException {
        for (int i = 0; i < MOST_WAITS; i++) {
            WatchKey key = service.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
            if (key == null) {
                return;
            }
            isOfInterest(key);
        }
    }

    /** Empties a key, and forgets it when its folder is gone. */
    private boolean isOfInterest(WatchKey key) {
        boolean interesting = false;
        for (WatchEvent<?> event : key.pollEvents()) {
            String name = String.valueOf(event.context());
            interesting |= !(event.context() instanceof Path) || isProjectFile(name);
        }
        if (!key.reset()) {
            keys.values().remove(key);
            return true;
        }
        return interesting;
    }

    /** Files of a kind a project is made of, and folders, which have no ending; an editor's own files do not count. */
    private static boolean isProjectFile(String name) {
        return !name.startsWith(".")
                && (Stream.of(".yaml", ".yml", ".sql", ".csv").anyMatch(name::endsWith) || !name.contains("."));
    }

    /** Watches every folder of the project that is there and not yet watched; whether there was one. */
    private boolean register() {
        boolean added = false;
        for (Path folder : loader.folders()) {
            try (Stream<Path> inside = Files.isDirectory(folder) ? Files.walk(folder, DEEPEST) : Stream.empty()) {
                for (Path path :
                        inside.filter(Files::isDirectory).limit(MOST_FOLDERS).toList()) {
                    added |= register(path);
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                LOG.debug("{} changed while it was looked at", folder, e);
            }
        }
        return added;
    }

    private boolean register(Path folder) throws IOException {
        WatchKey known = keys.get(folder);
        if (known != null && known.isValid()) {
            return false;
        }
        keys.put(folder, folder.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE));
        return true;
    }

    private void reload() {
        try {
            reload(loader.load());
        } catch (RuntimeException e) {
            LOG.error("the project could not be read; the one before stays in force", e);
        }
    }

    private void reload(ProjectLoader.Result result) {
        switch (result) {
            case ProjectLoader.Loaded loaded -> {
                boolean news = !loaded.project().equals(last) || !lastProblems.isEmpty();
                last = loaded.project();
                lastProblems = List.of();
                if (news) {
                    call(() -> listener.reloaded(loaded.project()));
                }
            }
            case ProjectLoader.Refused refused -> {
                if (!refused.problems().equals(lastProblems)) {
                    lastProblems = refused.problems();
                    call(() -> listener.refused(refused.problems()));
                }
            }
        }
    }

    /** A listener that fails over one edit must still hear of the next. */
    private static void call(Runnable listening) {
        try {
            listening.run();
        } catch (RuntimeException e) {
            LOG.error("the project was read, but could not be taken over", e);
        }
    }
}
