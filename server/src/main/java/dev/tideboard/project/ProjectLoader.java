package dev.tideboard.project;

import dev.tideboard.project.Value.Entries;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads project folders into a {@link Project}, or into everything that is wrong with them. Thread-safe as far as its
 * checker is; a load holds nothing open.
 */
public final class ProjectLoader {
    private final List<Path> folders;
    private final Environment environment;
    private final ViewChecker.Factory checkers;
    private final Map<String, Path> csvFiles;

    /** A loader of {@code folders} that plans views with {@code checkers}. */
    public ProjectLoader(List<Path> folders, Environment environment, ViewChecker.Factory checkers) {
        this(folders, environment, checkers, Map.of());
    }

    private ProjectLoader(
            List<Path> folders, Environment environment, ViewChecker.Factory checkers, Map<String, Path> csvFiles) {
        this.folders = List.copyOf(folders);
        this.environment = environment;
        this.checkers = checkers;
        this.csvFiles = Map.copyOf(csvFiles);
    }

    /** The same loader, reading other CSV files for the tables named; they may lie outside the folders. */
    public ProjectLoader withCsvFiles(Map<String, Path> byTable) {
        return new ProjectLoader(folders, environment, checkers, byTable);
    }

    public List<Path> folders() {
        return folders;
    }

    /** What came of a load. */
    public sealed interface Result {}

    /** The project is right. */
    public record Loaded(Project project) implements Result {}

    /**
     * The project is wrong.
     *
     * @param problems all that was found wrong, in the order of the files
     * @param unchecked the views nobody looked at, since what they read is wrong or no file could be read
     */
    public record Refused(List<Problem> problems, List<String> unchecked) implements Result {
        public Refused {
            problems = List.copyOf(problems);
            unchecked = List.copyOf(unchecked);
        }
    }

    /** Reads everything anew. */
    public Result load() {
        Problems problems = new Problems();
        Sections sections = new Sections(problems);
        for (Path folder : folders) {
            read(folder, sections, problems);
        }
        if (problems.has(Rule.SYNTAX)) {
            // What cannot be read may be what all the rest names: it would be reported as missing, place by place.
            return new Refused(problems.sorted(), List.copyOf(sections.views().keySet()));
        }
        sections.checkRelationNames();
        ViewReader viewReader = new ViewReader(!sections.refusesPolled(), problems);
        Project project = build(sections, viewReader, problems);
        return problems.isEmpty() ? new Loaded(project) : new Refused(problems.sorted(), viewReader.unchecked());
    }

    private void read(Path folder, Sections sections, Problems problems) {
        for (Path path : ProjectFolder.yamlFiles(folder, problems)) {
            YamlFile file = YamlFile.read(path, problems);
            ShapeReader reader = new ShapeReader(file, environment, problems);
            for (Node document : file.documents()) {
                if (reader.read(document, Grammar.PROJECT, "") instanceof Entries entries) {
                    sections.add(entries, file, folder);
                }
            }
        }
        for (Path path : ProjectFolder.viewFiles(folder)) {
            addViewFile(path, folder, sections, problems);
        }
    }

    private static void addViewFile(Path path, Path folder, Sections sections, Problems problems) {
        String name = ProjectFolder.name(path).replaceFirst("\\.sql$", "");
        if (!Grammar.NAME.pattern().matcher(name).matches()) {
            problems.add(
                    Position.of(path),
                    Rule.BAD_VALUE,
                    "the view " + Quote.of(name) + " cannot be named so",
                    Grammar.NAME.expected());
            return;
        }
        Definition inYaml = sections.views().get(name);
        if (inYaml == null || !inYaml.folder().equals(folder)) {
            Position at = new Position(path, 1, 1);
            sections.add("views", new Definition(name, at, Entries.empty(at), folder, ""));
        }
    }

    private Project build(Sections sections, ViewReader viewReader, Problems problems) {
        List<Table> tables = new TableReader(new CsvFiles(csvFiles, problems), problems).read(sections.tables());
        Map<String, Table> byName = tables.stream()
                .collect(Collectors.toMap(Table::name, table -> table, (one, other) -> one, LinkedHashMap::new));
        List<Source> sources = new SourceReader(byName, problems).sources(sections.sources());
        List<View> views = viewReader.read(sections.views());
        Map<String, Relation> relations =
                viewReader.plan(views, checkers.over(tables), broken(tables, views, sections, problems));
        sections.views().keySet().forEach(name -> relations.putIfAbsent(name, Relation.unknown(name)));
        List<Board> boards = new BoardReader(
                        relations,
                        sections.sources().stream()
                                .map(Definition::name)
                                .collect(Collectors.toCollection(LinkedHashSet::new)),
                        problems)
                .read(sections.boards());
        return new Project(
                folders, tables, sources, ViewOrder.of(views, Set.of()).sorted(), boards, problems.warnings());
    }

    /** The tables whose columns are wrong and the views without SQL, each reported already. */
    private static Set<String> broken(List<Table> tables, List<View> read, Sections sections, Problems problems) {
        Set<String> broken = new HashSet<>(sections.views().keySet());
        read.forEach(view -> broken.remove(view.name()));
        tables.stream()
                .filter(table -> table.schema().size() == 0 || problems.isWrong("tables." + table.name() + ".columns"))
                .forEach(table -> broken.add(table.name()));
        return broken;
    }
}
