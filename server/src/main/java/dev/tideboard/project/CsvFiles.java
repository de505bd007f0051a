package dev.tideboard.project;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.project.Table.CsvFile;
import dev.tideboard.project.Value.Entries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the CSV files that tables name, and looks into those that are there. One thread at a time. */
final class CsvFiles {
    private final Map<String, Path> replacements;
    private final Problems problems;

    /** @param replacements files to read instead, by table; they may lie anywhere, because the caller chose them */
    CsvFiles(Map<String, Path> replacements, Problems problems) {
        this.replacements = replacements;
        this.problems = problems;
    }

    /** The file of a table, or none. */
    CsvFile find(Definition definition) {
        Path replacement = replacements.get(definition.name());
        Entries full = definition.entries().map("csv");
        String name = full.text("file", definition.entries().text("csv", ""));
        if (name.isEmpty()) {
            return CsvFile.NONE;
        }
        boolean optional = full.flag("optional");
        if (replacement != null) {
            return new CsvFile(replacement, optional, version(replacement));
        }
        Position at = full.has("file") ? full.at("file") : definition.entries().at("csv");
        return ProjectFolder.inside(definition.folder(), name, at, problems)
                .map(file -> new CsvFile(file, optional, version(file)))
                .orElse(CsvFile.NONE);
    }

    private static String version(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.getLastModifiedTime(file) + " " + Files.size(file) : "";
        } catch (IOException e) {
            return ""; // vanished meanwhile
        }
    }

    /** The columns of a file whose table declares none. */
    Schema infer(Definition definition, CsvFile csv) {
        if (csv.isNone()) {
            return new Schema(List.of()); // the file's own problem is reported
        }
        if (!Files.isRegularFile(csv.file())) {
            problems.add(
                    definition.entries().at("csv"),
                    Rule.FILE,
                    "tables." + definition.name() + ".csv: there is no file " + csv.file(),
                    "the file, or columns: beside it",
                    nearestFile(csv.file()));
            return new Schema(List.of());
        }
        return LookupCsv.infer(csv.file(), problems);
    }

    /** Reads every row once, so that a value that does not fit is found before anything runs. */
    void check(Table table, Definition definition) {
        CsvFile csv = table.csv();
        if (csv.isNone() || table.schema().size() == 0) {
            return;
        }
        if (!Files.isRegularFile(csv.file())) {
            if (!csv.optional()) {
                problems.add(
                        definition.entries().at("csv"),
                        Rule.FILE,
                        "tables." + table.name() + ".csv: there is no file " + csv.file(),
                        "the file, or csv: {file: …, optional: true} where something else writes it",
                        nearestFile(csv.file()));
            }
            return;
        }
        LookupCsv.read(table, new Dictionary()).problems().forEach(problems::add);
    }

    private static String nearestFile(Path file) {
        Optional<Path> name = Optional.ofNullable(file.getFileName());
        Optional<Path> folder = Optional.ofNullable(file.getParent());
        if (name.isEmpty() || folder.isEmpty()) {
            return "";
        }
        return dev.tideboard.data.NearestName.to(name.get().toString(), ProjectFolder.names(folder.get()))
                .orElse("");
    }
}
