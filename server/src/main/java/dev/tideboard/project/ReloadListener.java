package dev.tideboard.project;

import java.util.List;

/** Hears what became of each edit of a running project; called by the watcher's thread, one call at a time. */
public interface ReloadListener {

    /** The edit is right: {@code project} is the one to run from now on. */
    void reloaded(Project project);

    /** The edit is wrong: the project before it stays in force. */
    void refused(List<Problem> problems);
}
