package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.engine.ops.WindowSpan;
import dev.tideboard.engine.ops.expression.Arithmetic;
import dev.tideboard.engine.ops.expression.Comparison;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Joins of rows whose times are near each other, such as a forecast with what came of it: conditions that bound the time from
 * a left row to a right one become an equality. The right times fall into buckets as long as the bounds are apart, and a
 * left row goes to the two buckets that its partners are in. So a row meets those of its key that are about as near as they
 * have to be, and not all there are; the conditions, which stay, choose among them.
 */
final class NearJoins {
    /** Thirty thousand years: beyond that nothing is near. */
    private static final long LONGEST_MS = 1L << 50;

    private NearJoins() {}

    /** What is known of the milliseconds from a left to a right time. */
    private record Bounds(long least, long most) {
        static final Bounds NONE = new Bounds(-LONGEST_MS, LONGEST_MS);

        Bounds and(Bounds other) {
            return new Bounds(Math.max(least, other.least), Math.min(most, other.most));
        }

        boolean areBoth() {
            return least > -LONGEST_MS && most < LONGEST_MS && least <= most;
        }
    }

    /** Columns of a join, the left one first. */
    private record Times(int left, int right) {}

    /** A time column and what is added to it. */
    private record Shifted(int column, long byMs) {}

    /** {@code node} with such joins by buckets. */
    static PlanNode use(PlanNode node) {
        return use(node, List.of());
    }

    /** @param conditions what holds for the rows that count, in terms of the columns of {@code node} */
    private static PlanNode use(PlanNode node, List<Expression> conditions) {
        return switch (node) {
            case PlanNode.Filter filter -> {
                List<Expression> all = new ArrayList<>(conditions);
                all.addAll(FilterPushdown.conjuncts(filter.condition()));
                yield new PlanNode.Filter(use(filter.input(), all), filter.condition());
            }
            case PlanNode.Project project ->
                new PlanNode.Project(
                        use(project.input(), below(project, conditions)), project.expressions(), project.schema());
            case PlanNode.Join join -> near((PlanNode.Join) overInputs(join), conditions);
            default -> overInputs(node);
        };
    }

    private static PlanNode overInputs(PlanNode node) {
        return node.withInputs(node.inputs().stream().map(NearJoins::use).toList());
    }

    /** Those of the conditions that are on columns which a projection hands on. */
    private static List<Expression> below(PlanNode.Project project, List<Expression> conditions) {
        List<Expression> below = new ArrayList<>();
        for (Expression condition : conditions) {
            List<InputColumn> used = new ArrayList<>();
            condition.columns(used);
            if (used.stream().allMatch(column -> project.expressions().get(column.index()) instanceof InputColumn)) {
                below.add(condition.over(
                        column -> (InputColumn) project.expressions().get(column.index())));
            }
        }
        return below;
    }

    private static PlanNode near(PlanNode.Join join, List<Expression> conditions) {
        if (join.outer() || LookupJoins.canRead(join)) {
            return join;
        }
        int width = join.sides().left().schema().size();
        Map<Times, Bounds> known = new LinkedHashMap<>();
        for (Expression condition : conditions) {
            if (condition instanceof Comparison comparison) {
                note(comparison, width, known);
            }
        }
        for (Map.Entry<Times, Bounds> entry : known.entrySet()) {
            if (entry.getValue().areBoth()) {
                return bucketed(join, entry.getKey(), entry.getValue());
            }
        }
        return join;
    }

    private static void note(Comparison comparison, int width, Map<Times, Bounds> known) {
        Optional<Shifted> one = shifted(comparison.left());
        Optional<Shifted> other = shifted(comparison.right());
        if (one.isEmpty() || other.isEmpty()) {
            return;
        }
        Shifted x = one.get();
        Shifted y = other.get();
        if (x.column < width && y.column >= width) {
            Bounds bounds = bounds(comparison.kind(), x.byMs - y.byMs); // x + a <= y + b says that y - x >= a - b
            known.merge(new Times(x.column, y.column - width), bounds, Bounds::and);
        } else if (y.column < width && x.column >= width) {
            Bounds bounds = bounds(reversed(comparison.kind()), y.byMs - x.byMs);
            known.merge(new Times(y.column, x.column - width), bounds, Bounds::and);
        }
    }

    /** How far a time is from another that stands in this relation to it. */
    private static Bounds bounds(Comparison.Kind kind, long apart) {
        return switch (kind) {
            case EQUAL -> new Bounds(apart, apart);
            case BELOW, AT_MOST -> new Bounds(apart, LONGEST_MS);
            case ABOVE, AT_LEAST -> new Bounds(-LONGEST_MS, apart);
            case NOT_EQUAL -> Bounds.NONE;
        };
    }

    private static Comparison.Kind reversed(Comparison.Kind kind) {
        return switch (kind) {
            case BELOW -> Comparison.Kind.ABOVE;
            case ABOVE -> Comparison.Kind.BELOW;
            case AT_MOST -> Comparison.Kind.AT_LEAST;
            case AT_LEAST -> Comparison.Kind.AT_MOST;
            case EQUAL, NOT_EQUAL -> kind;
        };
    }

    private static Optional<Shifted> shifted(Expression expression) {
        if (expression instanceof InputColumn column && column.type() == ColumnType.TIMESTAMP) {
            return Optional.of(new Shifted(column.index(), 0));
        }
        if (expression instanceof Arithmetic sum
                && sum.right() instanceof Constant span
                && span.type() == ColumnType.INTERVAL
                && !span.missing()
                && Math.abs(span.number()) < LONGEST_MS
                && (sum.kind() == Arithmetic.Kind.ADD || sum.kind() == Arithmetic.Kind.SUBTRACT)) {
            long by = sum.kind() == Arithmetic.Kind.ADD ? span.number() : -span.number();
            return shifted(sum.left()).map(inner -> new Shifted(inner.column, inner.byMs + by));
        }
        return Optional.empty();
    }

    /**
     * A right row is in the bucket that starts at {@code s}, and a left row in each that ends after the least and starts by
     * the most that its partners are away: those are windows over the left times, from {@code s - most} on.
     */
    private static PlanNode bucketed(PlanNode.Join join, Times times, Bounds bounds) {
        long length = Math.max(1, bounds.most - bounds.least);
        PlanNode left = join.sides().left();
        PlanNode right = join.sides().right();
        PlanNode lefts = windows(
                left,
                times.left,
                new WindowSpan.Fixed(length + bounds.most - bounds.least, length, Math.floorMod(-bounds.most, length)));
        PlanNode buckets = windows(right, times.right, new WindowSpan.Fixed(length, length, 0));
        int leftBucket = left.schema().size();
        int rightBucket = right.schema().size();
        PlanNode rights = shiftedBack(buckets, rightBucket, bounds.most);
        List<ColumnSchema> columns = new ArrayList<>(lefts.schema().columns());
        columns.addAll(rights.schema().columns());
        PlanNode joined = new PlanNode.Join(
                new PlanNode.Join.Sides(lefts, rights),
                with(join.leftKeys(), leftBucket),
                with(join.rightKeys(), rightBucket),
                false,
                PlanTranslator.distinct(columns));
        List<Expression> kept = new ArrayList<>();
        for (int i = 0; i < join.schema().size(); i++) {
            int from = i < leftBucket ? i : i + 2; // behind the start and the end of the left windows
            ColumnSchema column = join.schema().column(i);
            kept.add(new InputColumn(from, column.name(), column.type()));
        }
        return new PlanNode.Project(joined, kept, join.schema());
    }

    private static PlanNode windows(PlanNode rows, int time, WindowSpan.Fixed span) {
        List<ColumnSchema> columns = new ArrayList<>(rows.schema().columns());
        columns.add(ColumnSchema.of("bucket", ColumnType.TIMESTAMP));
        columns.add(ColumnSchema.of("bucket_end", ColumnType.TIMESTAMP));
        return new PlanNode.Windows(rows, time, span, PlanTranslator.distinct(columns));
    }

    /** The rows with the start of their bucket as the left windows have it, and without its end. */
    private static PlanNode shiftedBack(PlanNode buckets, int bucket, long byMs) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i <= bucket; i++) {
            ColumnSchema column = buckets.schema().column(i);
            columns.add(new InputColumn(i, column.name(), column.type()));
        }
        Expression start = columns.removeLast();
        columns.add(new Arithmetic(
                Arithmetic.Kind.SUBTRACT, start, Constant.of(ColumnType.INTERVAL, byMs), ColumnType.TIMESTAMP));
        int[] kept = IntStream.rangeClosed(0, bucket).toArray();
        return new PlanNode.Project(buckets, columns, buckets.schema().select(kept));
    }

    private static List<Integer> with(List<Integer> keys, int more) {
        List<Integer> all = new ArrayList<>(keys);
        all.add(more);
        return all;
    }
}
