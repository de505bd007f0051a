package dev.tideboard.project;

import dev.tideboard.data.Schema;
import java.util.List;

/**
 * Plans the views of one project, so that errors in their SQL are reported with all others and boards can be checked
 * against the columns that result. Used by one thread; each view comes after those it reads.
 */
public interface ViewChecker {

    /** Plans {@code view} over the tables of the project and the views planned before it. */
    Verdict check(View view);

    /** What planning a view came to. */
    sealed interface Verdict {}

    /**
     * The view can be kept up to date.
     *
     * @param polled whether only by running its SQL again and again
     */
    record Planned(Schema schema, List<String> key, boolean polled) implements Verdict {}

    /** The SQL is wrong. */
    record Refused(List<SqlFault> faults) implements Verdict {}

    /** Nobody looked: the columns are unknown, and what names them goes unchecked. */
    record Unchecked() implements Verdict {}

    /** One error, at a line and column of the SQL counted from 1. */
    record SqlFault(int line, int column, String message) {}

    /** Makes a checker for a project with these tables. */
    @FunctionalInterface
    interface Factory {
        /** Looks at no view. */
        Factory NONE = tables -> view -> new Unchecked();

        ViewChecker over(List<Table> tables);
    }
}
