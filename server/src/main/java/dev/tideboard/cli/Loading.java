package dev.tideboard.cli;

import dev.tideboard.data.Dictionary;
import dev.tideboard.project.Environment;
import dev.tideboard.project.ProjectLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a project is read: its files, and its views planned with the dictionary of the engine that will run them.
 *
 * @param views keeps the plans of what {@code loader} loaded last
 */
public record Loading(ProjectLoader loader, PlannedViews views, Dictionary dictionary) {

    /** Reads the projects in {@code folders}; the tables named take their rows from other CSV files. */
    static Loading of(List<Path> folders, Environment environment, Map<String, Path> csvFiles) {
        Dictionary dictionary = new Dictionary();
        PlannedViews views = new PlannedViews(dictionary);
        ProjectLoader loader = new ProjectLoader(folders, environment, views).withCsvFiles(csvFiles);
        return new Loading(loader, views, dictionary);
    }
}
