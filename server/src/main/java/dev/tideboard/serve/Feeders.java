package dev.tideboard.serve;

import java.util.List;

/**
 * Where the rows of a view come from.
 *
 * @param sources the sources whose rows reach it
 * @param tables the tables whose age is the view's: those it reads that have a time; where none has, all that are not
 *     read from a file, less those that the project says are never stale. A table that changes once a year must not make
 *     everything look old
 */
public record Feeders(List<String> sources, List<String> tables) {
    /** What is said of a view that nobody knows. */
    public static final Feeders NONE = new Feeders(List.of(), List.of());

    public Feeders {
        sources = List.copyOf(sources);
        tables = List.copyOf(tables);
    }
}
