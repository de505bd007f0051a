package dev.tideboard.cli;

import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.PollException;
import dev.tideboard.engine.ViewPlan;
import dev.tideboard.project.Table;
import dev.tideboard.project.View;
import dev.tideboard.project.ViewChecker;
import dev.tideboard.query.ParameterType;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.SqlException;
import dev.tideboard.query.ViewDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans the views of projects with the planner the server runs, and keeps the plans of the project loaded last, so that a
 * view is planned once. One load at a time; the plans may be read from any thread.
 */
public final class PlannedViews implements ViewChecker.Factory {
    private static final Logger LOG = LoggerFactory.getLogger(PlannedViews.class);

    private final Dictionary dictionary;
    private volatile Session last = new Session(List.of());

    /** @param dictionary the one of the engine that will run the plans */
    public PlannedViews(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    @Override
    public ViewChecker over(List<Table> tables) {
        Session session = new Session(tables);
        last = session;
        return session;
    }

    /** The plans of the project loaded last, each after those it reads; of use only when that load found no errors. */
    public List<ViewPlan> plans() {
        return last.plans();
    }

    /** Those of the {@link #plans} that are polled, in the order of the files. */
    List<PolledView> polled() {
        return last.polled();
    }

    private static Relation relation(Table table) {
        return table.csv().isNone()
                ? Relation.of(ProjectTables.spec(table))
                : Relation.lookup(table.name(), table.schema(), table.key());
    }

    /** One load. */
    private final class Session implements ViewChecker {
        private final List<ViewPlan> plans = new ArrayList<>();
        private final List<PolledView> polled = new ArrayList<>();
        private Planner planner;

        Session(List<Table> tables) {
            this.planner =
                    new Planner(tables.stream().map(PlannedViews::relation).toList(), dictionary);
        }

        @Override
        public synchronized Verdict check(View view) {
            try {
                return planned(planner.plan(definition(view)));
            } catch (SqlException e) {
                return e.isUnsupported() ? polled(view, e) : refused(e, "");
            } catch (RuntimeException e) {
                // A fault of the planner must not take a running server down with one edited file.
                LOG.error("view={} cannot be planned", view.name(), e);
                return new Refused(List.of(new SqlFault(1, 1, "the planner itself failed on this SQL: " + e)));
            }
        }

        private Planned planned(ViewPlan plan) {
            planner = planner.with(Relation.of(plan));
            plans.add(plan);
            return new Planned(plan.schema(), plan.key(), plan.polling().isPresent());
        }

        private Verdict polled(View view, SqlException reason) {
            if (!view.polled().allowed()) {
                return refused(reason, "; the project says polled: refuse, so it is not polled either");
            }
            if (!view.parameters().isEmpty()) {
                return refused(
                        reason,
                        "; so the view could only be polled, and a polled view takes no parameters: leave them out of"
                                + " the SQL, each output column is a filter anyway");
            }
            Optional<SqlException> otherwise = planner.readOtherwise(definition(view));
            if (otherwise.isPresent()) {
                return refused(otherwise.get(), "; it is polled, as " + reason.getMessage());
            }
            try {
                ViewPlan plan = PolledViews.plan(view, definition(view), planner, dictionary);
                plan.polling().ifPresent(polling -> polled.add(new PolledView(view, polling, fault(reason, ""))));
                return planned(plan);
            } catch (PollException e) {
                return new Refused(List.of(
                        new SqlFault(reason.line(), reason.column(), PolledViews.told(e, reason, definition(view)))));
            }
        }

        private static Refused refused(SqlException reason, String more) {
            return new Refused(List.of(fault(reason, more)));
        }

        private static SqlFault fault(SqlException reason, String more) {
            return new SqlFault(reason.line(), reason.column(), reason.getMessage() + more);
        }

        synchronized List<ViewPlan> plans() {
            return List.copyOf(plans);
        }

        synchronized List<PolledView> polled() {
            return polled.stream()
                    .sorted(Comparator.comparing(PolledView::position))
                    .toList();
        }
    }

    private static ViewDefinition definition(View view) {
        Map<String, ParameterType> parameters = new LinkedHashMap<>();
        view.parameters().forEach((name, type) -> parameters.put(name, new ParameterType(type.type(), type.list())));
        return new ViewDefinition(view.name(), view.sql().text(), parameters, view.key());
    }
}
