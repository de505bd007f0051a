package dev.tideboard.cli;

import dev.tideboard.data.RowBatch;
import dev.tideboard.engine.Engine;
import dev.tideboard.engine.Receipt;
import dev.tideboard.engine.ViewPlan;
import dev.tideboard.project.LookupCsv;
import dev.tideboard.project.Position;
import dev.tideboard.project.Problem;
import dev.tideboard.project.Project;
import dev.tideboard.project.ProjectSchema;
import dev.tideboard.project.ReloadListener;
import dev.tideboard.project.Source;
import dev.tideboard.project.Table;
import dev.tideboard.serve.Board;
import dev.tideboard.serve.Boards;
import dev.tideboard.serve.Feeders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The project in force: its tables and views in the engine, its boards for the pages. A reload takes over views, boards
 * and lookup rows while everything runs; what was loaded before stays when the new version cannot be taken over. Reads
 * are thread-safe; {@link #replace} is called by one thread.
 */
public final class LiveProject implements ReloadListener {
    private static final Logger LOG = LoggerFactory.getLogger(LiveProject.class);

    private final Engine engine;
    private final PlannedViews views;
    private final String notice;
    /** The tables of the engine: those of an edit that dropped them stay, and are there again when it is taken back. */
    private final Map<String, Table> running = new LinkedHashMap<>();

    private volatile Project project;
    private volatile Boards boards;
    private volatile Map<String, Feeders> feeders;

    /** Puts the tables, lookup rows and views of {@code project} into the engine. */
    public LiveProject(Engine engine, PlannedViews views, Project project, String notice) throws InterruptedException {
        this.engine = engine;
        this.views = views;
        this.notice = notice;
        this.project = project;
        for (Table table : ProjectTables.inOrder(project)) {
            engine.addTable(ProjectTables.spec(table), ProjectTables.policy(table));
            running.put(table.name(), table);
        }
        fillLookups(project);
        List<ViewPlan> plans = views.plans();
        plans.forEach(engine::addView);
        views.polled().forEach(polled -> LOG.info("{}", polled));
        project.warnings().forEach(warning -> LOG.warn("{}", warning));
        this.boards = boards(project, 1);
        this.feeders = ViewFeeders.of(project, plans);
    }

    public Boards boards() {
        return boards;
    }

    /** Where the rows of the view come from. */
    public Feeders feeders(String view) {
        return feeders.getOrDefault(view, Feeders.NONE);
    }

    /** The silence that makes a table stale; zero where its own rhythm tells. */
    public Duration staleAfter(String table) {
        return project.tables().stream()
                .filter(each -> each.name().equals(table) && !each.isNeverStale())
                .map(Table::staleAfter)
                .findAny()
                .orElse(Duration.ZERO);
    }

    @Override
    public void reloaded(Project changed) {
        try {
            List<String> reasons = replace(changed);
            if (!reasons.isEmpty()) {
                reasons.forEach(reason -> LOG.warn("{}", reason));
                stay(reasons);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the edit was not taken over", e);
            stay(List.of(e.toString()));
        }
    }

    @Override
    public void refused(List<Problem> problems) {
        problems.forEach(problem -> LOG.warn("{}", problem));
        stay(problems.stream().map(LiveProject::forPages).toList());
    }

    /** An edit is taken over as a whole or not at all; that is told where people look, which is not the log. */
    private void stay(List<String> reasons) {
        LOG.warn("the edit was not taken over, its other changes neither: the project as it was stays in force");
        boards = boards.withRefusedEdit(reasons);
    }

    /** A problem without the folders of this machine, which are nothing to those who look at a board. */
    private static String forPages(Problem problem) {
        Position at = problem.position();
        return new Problem(
                        new Position(Path.of(String.valueOf(at.file().getFileName())), at.line(), at.column()),
                        problem.rule(),
                        problem.found(),
                        problem.expected(),
                        problem.nearest())
                .toString();
    }

    /** The JSON Schema of project files. */
    public static String schema() {
        return Json.write(ProjectSchema.document());
    }

    /** Takes over a changed project; gives what a running server cannot take over, and then nothing is. */
    private List<String> replace(Project changed) throws InterruptedException {
        List<String> kept = new ArrayList<>();
        List<Table> added = new ArrayList<>();
        for (Table table : ProjectTables.inOrder(changed)) {
            Table before = running.get(table.name());
            if (before == null) {
                added.add(table);
            } else if (!ProjectTables.spec(before).equals(ProjectTables.spec(table))) {
                kept.add("table " + table.name() + " changed: start the server again to take that over");
            }
        }
        if (!changed.sources().stream()
                .map(LiveProject::essence)
                .toList()
                .equals(project.sources().stream().map(LiveProject::essence).toList())) {
            kept.add("the sources changed: start the server again to take that over");
        }
        if (kept.isEmpty()) {
            // only now: a table that is there cannot be taken back when the rest of the edit is refused
            for (Table table : added) {
                engine.addTable(ProjectTables.spec(table), ProjectTables.policy(table));
                running.put(table.name(), table);
            }
            fillLookups(changed);
            List<ViewPlan> plans = views.plans();
            engine.replaceViews(plans);
            views.polled().forEach(polled -> LOG.info("{}", polled));
            changed.warnings().forEach(warning -> LOG.warn("{}", warning));
            feeders = ViewFeeders.of(changed, plans);
            boards = boards(changed, boards.revision() + 1);
            project = changed;
            LOG.info(
                    "the project was taken over: views={}, boards={}",
                    plans.size(),
                    changed.boards().size());
        }
        return kept;
    }

    private static String essence(Source source) {
        return source.name() + source.transport() + source.routes();
    }

    private void fillLookups(Project from) throws InterruptedException {
        for (Table table : from.tables()) {
            if (!table.csv().isNone()) {
                LookupCsv.Rows rows = LookupCsv.read(table, engine.dictionary());
                for (Problem problem : rows.problems()) {
                    LOG.warn("{}", problem);
                }
                fill(table.name(), rows.batch());
            }
        }
    }

    private void fill(String table, RowBatch rows) throws InterruptedException {
        Receipt receipt = engine.replaceRows(table, rows, table + " file").join();
        receipt.refused()
                .forEach(refusal -> LOG.warn(
                        "table {}: row {} refused, {}={}: {}",
                        table,
                        refusal.row() + 1,
                        refusal.column(),
                        refusal.value(),
                        refusal.reason()));
    }

    private Boards boards(Project of, long revision) {
        return new Boards(
                revision,
                of.boards().stream()
                        .map(board -> notice.isEmpty() ? board : board.withNotice(notice))
                        .map(board -> new Board(board.name(), board.title(), rest(board.definition())))
                        .toList(),
                List.of());
    }

    private static Map<String, Object> rest(Map<String, Object> definition) {
        Map<String, Object> rest = new LinkedHashMap<>(definition);
        rest.remove("name");
        rest.remove("title");
        return rest;
    }
}
