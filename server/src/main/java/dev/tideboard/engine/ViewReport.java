package dev.tideboard.engine;

import java.util.List;

/**
 * What a running view costs, operator by operator.
 *
 * @param failure why it is failed, or ""; then there are no operators
 */
public record ViewReport(String view, Binding binding, long rows, String failure, List<Node> nodes) {

    /**
     * One operator.
     *
     * @param operation what it computes
     * @param inputs where each of its ports reads from
     * @param deltaRows changes it gave so far
     * @param stateBytes what it keeps: the arrays of an operator, estimated; the buffers of DuckDB, by its own account
     * @param nanos CPU time it took so far
     * @param sharedWith how many other running views, or this one under other filters, have the very same operator: its
     *     figures are the same in the report of each
     */
    public record Node(
            String operation,
            List<Circuit.Input> inputs,
            long deltaRows,
            long stateRows,
            long stateBytes,
            long nanos,
            int sharedWith) {}

    public ViewReport {
        nodes = List.copyOf(nodes);
    }
}
