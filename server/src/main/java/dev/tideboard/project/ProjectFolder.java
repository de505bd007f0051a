package dev.tideboard.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of one project: YAML beside each other, SQL in {@code views/}, and nothing outside. */
final class ProjectFolder {

    private ProjectFolder() {}

    /** The YAML files directly in {@code folder}, by name. */
    static List<Path> yamlFiles(Path folder, Problems problems) {
        if (!Files.isDirectory(folder)) {
            problems.add(Position.of(folder), Rule.FILE, "there is no such folder", "a folder with .yaml files");
            return List.of();
        }
        List<Path> files = list(folder, ".yaml", ".yml");
        if (files.isEmpty()) {
            problems.add(Position.of(folder), Rule.FILE, "the folder has no .yaml file", "at least one");
        }
        return files;
    }

    /** The SQL files of the views of {@code folder}, by name. */
    static List<Path> viewFiles(Path folder) {
        return list(folder.resolve("views"), ".sql");
    }

    /** The names of everything directly in {@code folder}. */
    static List<String> names(Path folder) {
        return list(folder, "").stream().map(ProjectFolder::name).toList();
    }

    static String name(Path file) {
        Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }

    /** Hidden files are left out: editors keep their own beside the project's. */
    private static List<Path> list(Path folder, String... endings) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !name(file).startsWith("."))
                    .filter(file -> Stream.of(endings).anyMatch(name(file)::endsWith))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // vanished meanwhile; the watcher will call again
        }
    }

    /** The file called {@code name} in {@code folder}; a name that leads out of the folder, also by a link, is refused. */
    static Optional<Path> inside(Path folder, String name, Position at, Problems problems) {
        Path file = folder.resolve(name);
        try {
            boolean within = file.toAbsolutePath()
                            .normalize()
                            .startsWith(folder.toAbsolutePath().normalize())
                    && (!Files.exists(file) || file.toRealPath().startsWith(folder.toRealPath()));
            if (within) {
                return Optional.of(file);
            }
        } catch (IOException e) {
            problems.add(at, Rule.FILE, "the file " + Quote.of(name) + " cannot be read: " + e);
            return Optional.empty();
        }
        problems.add(
                at, Rule.FILE, "the file " + Quote.of(name) + " lies outside the project's folder", "a file in it");
        return Optional.empty();
    }
}
