package dev.tideboard.project;

import java.nio.file.Path;
import java.util.List;

/**
 * What one or more project folders say, checked as a whole: every name used in it exists.
 *
 * @param folders where it was read from, as given by the caller
 * @param views each after those it reads
 * @param warnings what is allowed, but hardly meant
 */
public record Project(
        List<Path> folders,
        List<Table> tables,
        List<Source> sources,
        List<View> views,
        List<Board> boards,
        List<Problem> warnings) {

    public Project {
        folders = List.copyOf(folders);
        tables = List.copyOf(tables);
        sources = List.copyOf(sources);
        views = List.copyOf(views);
        boards = List.copyOf(boards);
        warnings = List.copyOf(warnings);
    }
}
