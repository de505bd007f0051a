package dev.tideboard.query;

import dev.tideboard.data.Schema;
import dev.tideboard.engine.ops.AggregateCall;
import dev.tideboard.engine.ops.AsOfJoin.Match;
import dev.tideboard.engine.ops.OverWindow;
import dev.tideboard.engine.ops.TemporalFilter.Bound;
import dev.tideboard.engine.ops.TopRows.Sort;
import dev.tideboard.engine.ops.WindowSpan;
import dev.tideboard.engine.ops.expression.Expression;
import java.util.List;
import java.util.function.UnaryOperator;

/** A node of a view's plan: what is computed, before parameters are bound and before there is any state. */
sealed interface PlanNode {

    /** Names, types and units of the columns. */
    Schema schema();

    List<PlanNode> inputs();

    /** The same node over other inputs, which have the same columns. */
    PlanNode withInputs(List<PlanNode> others);

    /** A table or another view. */
    record Scan(Relation relation) implements PlanNode {
        @Override
        public Schema schema() {
            return relation.schema();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of();
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return this;
        }
    }

    /** The rows for which {@code condition} is true. */
    record Filter(PlanNode input, Expression condition) implements PlanNode {
        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return new Filter(others.getFirst(), condition);
        }
    }

    /** The rows whose time has come and is not over. */
    record TemporalFilter(PlanNode input, List<Bound> bounds) implements PlanNode {
        public TemporalFilter {
            bounds = List.copyOf(bounds);
        }

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return over(others.getFirst(), bound -> bound);
        }

        /** The same condition on other input, in terms of its columns. */
        TemporalFilter over(PlanNode other, UnaryOperator<Expression> moved) {
            List<Bound> all = bounds.stream()
                    .map(bound -> new Bound(moved.apply(bound.time()), bound.shiftMs(), bound.until(), bound.text()))
                    .toList();
            return new TemporalFilter(other, all);
        }
    }

    /** One column per expression. */
    record Project(PlanNode input, List<Expression> expressions, Schema schema) implements PlanNode {
        public Project {
            expressions = List.copyOf(expressions);
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return new Project(others.getFirst(), expressions, schema);
        }
    }

    /**
     * The input with the start and the end of its time window, a row for each window.
     *
     * @param zone the parameter that names the zone of {@code span}; "" where that is known
     */
    record Windows(PlanNode input, int timeColumn, WindowSpan span, String zone, Schema schema) implements PlanNode {
        /** Windows whose zone, if they have any, is known. */
        Windows(PlanNode input, int timeColumn, WindowSpan span, Schema schema) {
            this(input, timeColumn, span, "", schema);
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return new Windows(others.getFirst(), timeColumn, span, zone, schema);
        }
    }

    /** Pairs of rows whose keys are equal; {@code outer} keeps left rows without a partner. */
    record Join(Sides sides, List<Integer> leftKeys, List<Integer> rightKeys, boolean outer, Schema schema)
            implements PlanNode {

        /** What is joined. */
        record Sides(PlanNode left, PlanNode right) {}

        @Override
        public List<PlanNode> inputs() {
            return List.of(sides.left(), sides.right());
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return new Join(new Sides(others.getFirst(), others.getLast()), leftKeys, rightKeys, outer, schema);
        }
    }

    /** Each left row of {@code join} with the one right row with its keys that is nearest in time. */
    record AsOfJoin(Join join, Match match) implements PlanNode {
        @Override
        public Schema schema() {
            return join.schema();
        }

        @Override
        public List<PlanNode> inputs() {
            return join.inputs();
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return new AsOfJoin((Join) join.withInputs(others), match);
        }
    }

    /** One row per group: the key columns, then one column per call. */
    record GroupBy(PlanNode input, List<Integer> keys, List<AggregateCall> calls, Schema schema) implements PlanNode {
        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return new GroupBy(others.getFirst(), keys, calls, schema);
        }
    }

    /** The first {@code limit} rows of each partition. */
    record TopRows(PlanNode input, List<Integer> partition, List<Sort> order, int limit) implements PlanNode {
        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return new TopRows(others.getFirst(), partition, order, limit);
        }
    }

    /** The input with window functions of the rows around each row behind its columns. */
    record Over(PlanNode input, OverWindow.Spec window, Schema schema) implements PlanNode {
        @Override
        public List<PlanNode> inputs() {
            return List.of(input);
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return over(others.getFirst());
        }

        /** The same on other input with the same columns. */
        Over over(PlanNode other) {
            return new Over(other, window, schema);
        }
    }

    /** The rows of all inputs. */
    record UnionAll(List<PlanNode> inputs, Schema schema) implements PlanNode {
        public UnionAll {
            inputs = List.copyOf(inputs);
        }

        @Override
        public PlanNode withInputs(List<PlanNode> others) {
            return new UnionAll(others, schema);
        }
    }
}
