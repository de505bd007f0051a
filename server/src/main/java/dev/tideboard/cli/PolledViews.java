package dev.tideboard.cli;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.NearestName;
import dev.tideboard.engine.PollException;
import dev.tideboard.engine.Polling;
import dev.tideboard.engine.ViewPlan;
import dev.tideboard.project.View;
import dev.tideboard.query.Planner;
import dev.tideboard.query.SqlException;
import dev.tideboard.query.ViewDefinition;
import dev.tideboard.store.PolledSelect;
import java.util.ArrayList;
import java.util.List;

/** Plans the views that DuckDB has to run again and again. */
final class PolledViews {
    private static final String SYNTAX = "syntax error";
    private static final String CLOCK = "NOW()";
    private static final String NO_SUCH = "does not exist";

    private PolledViews() {}

    /**
     * The plan of a view that {@code planner} cannot keep up to date by operators.
     *
     * @throws PollException saying why DuckDB cannot run it either
     */
    static ViewPlan plan(View view, ViewDefinition definition, Planner planner, Dictionary dictionary) {
        PolledSelect select = select(Planner.spellings(definition), planner);
        List<String> columns = select.schema().names();
        for (String column : definition.key()) {
            if (!columns.contains(column)) {
                throw new PollException("key column " + column + " is not selected"
                        + NearestName.to(column, columns)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; there are " + String.join(", ", columns)));
            }
        }
        return planner.polled(
                definition,
                select.schema(),
                List.copyOf(select.inputs().keySet()),
                new Polling(view.polled().everyOrDefault(), () -> select.query(dictionary)));
    }

    /**
     * Whether {@code refusal} is what the author can act on, and not {@code reason}, for which the SQL is to be polled: it
     * runs but its result is no view's, or what operators know nothing of is known to DuckDB.
     */
    private static boolean saysMore(PollException refusal, SqlException reason) {
        String message = String.valueOf(refusal.getMessage());
        boolean same = message.contains(SYNTAX)
                || message.contains(NO_SUCH)
                || String.valueOf(reason.getMessage()).contains(CLOCK); // which names the way out
        boolean ofResult = refusal.getCause() == null;
        return !same && (ofResult || reason.isUnknown());
    }

    /** What to tell the author of {@code view}, which neither operators nor DuckDB can run. */
    static String told(PollException refusal, SqlException reason, ViewDefinition view) {
        String message = String.valueOf(refusal.getMessage());
        if (saysMore(refusal, reason)) {
            return message;
        }
        return message.contains(SYNTAX) && Planner.reads(view)
                ? reason.getMessage()
                        + "; so it could only be polled, and DuckDB, which does that, does not read all of it"
                        + " either (" + message + "): put the one into a view of its own, and read that with the other"
                : String.valueOf(reason.getMessage());
    }

    /** The first spelling that DuckDB takes, or else the reason that says most. */
    private static PolledSelect select(List<String> spellings, Planner planner) {
        List<PollException> refusals = new ArrayList<>();
        for (String spelling : spellings) {
            try {
                return PolledSelect.prepare(spelling, planner.schemas());
            } catch (PollException e) {
                refusals.add(e);
            }
        }
        throw refusals.stream()
                .filter(refusal -> !String.valueOf(refusal.getMessage()).contains(SYNTAX))
                .findFirst()
                .orElse(refusals.getLast());
    }
}
