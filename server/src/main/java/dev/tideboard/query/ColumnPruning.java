package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.ops.AggregateCall;
import dev.tideboard.engine.ops.AsOfJoin.Match;
import dev.tideboard.engine.ops.OverCall;
import dev.tideboard.engine.ops.OverWindow;
import dev.tideboard.engine.ops.TemporalFilter;
import dev.tideboard.engine.ops.TopRows.Sort;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Drops columns that nothing above needs, as early as possible: joins and rankings keep whole rows as state. */
final class ColumnPruning {
    private ColumnPruning() {}

    /** A node that has at least the needed columns, and where each of the original ones went (-1: dropped). */
    private record Pruned(PlanNode node, int[] places) {
        InputColumn column(InputColumn before) {
            return new InputColumn(places[before.index()], before.name(), before.type());
        }

        List<Integer> columns(List<Integer> before) {
            return before.stream().map(column -> places[column]).toList();
        }
    }

    /** {@code root} with all its columns, and only those below it that they need. */
    static PlanNode prune(PlanNode root) {
        return prune(root, all(root)).node();
    }

    private static BitSet all(PlanNode node) {
        BitSet all = new BitSet();
        all.set(0, node.schema().size());
        return all;
    }

    private static Pruned prune(PlanNode node, BitSet needed) {
        return switch (node) {
            case PlanNode.Scan scan -> selected(scan, needed);
            case PlanNode.Filter filter -> filter(filter, needed);
            case PlanNode.TemporalFilter filter -> temporal(filter, needed);
            case PlanNode.Project project -> project(project, needed);
            case PlanNode.Windows windows -> windows(windows, needed);
            case PlanNode.Join join -> join(join, needed);
            case PlanNode.AsOfJoin asOf -> asOf(asOf, needed);
            case PlanNode.GroupBy groups -> groups(groups, needed);
            case PlanNode.TopRows top -> top(top, needed);
            case PlanNode.Over over -> over(over, needed);
            case PlanNode.UnionAll union -> union(union, needed);
        };
    }

    /** The needed columns of {@code node}, by a projection unless that is all of them. */
    private static Pruned selected(PlanNode node, BitSet needed) {
        int[] places = places(node.schema().size(), needed);
        if (needed.cardinality() == node.schema().size()) {
            return new Pruned(node, places);
        }
        List<Expression> columns = new ArrayList<>();
        needed.stream().forEach(index -> {
            ColumnSchema column = node.schema().column(index);
            columns.add(new InputColumn(index, column.name(), column.type()));
        });
        return new Pruned(new PlanNode.Project(node, columns, schema(node, needed)), places);
    }

    private static Schema schema(PlanNode node, BitSet needed) {
        return node.schema().select(needed.stream().toArray());
    }

    private static int[] places(int size, BitSet needed) {
        int[] places = new int[size];
        int place = 0;
        for (int i = 0; i < size; i++) {
            places[i] = needed.get(i) ? place++ : -1;
        }
        return places;
    }

    private static BitSet with(BitSet needed, List<Integer> more) {
        BitSet all = (BitSet) needed.clone();
        more.forEach(all::set);
        return all;
    }

    private static List<Integer> used(List<Expression> expressions) {
        List<InputColumn> columns = new ArrayList<>();
        expressions.forEach(expression -> expression.columns(columns));
        return columns.stream().map(InputColumn::index).toList();
    }

    private static Pruned filter(PlanNode.Filter filter, BitSet needed) {
        Pruned input = prune(filter.input(), with(needed, used(List.of(filter.condition()))));
        return new Pruned(new PlanNode.Filter(input.node(), filter.condition().over(input::column)), input.places());
    }

    private static Pruned temporal(PlanNode.TemporalFilter filter, BitSet needed) {
        List<Expression> times =
                filter.bounds().stream().map(TemporalFilter.Bound::time).toList();
        Pruned input = exactly(filter.input(), with(needed, used(times)));
        return new Pruned(filter.over(input.node(), time -> time.over(input::column)), input.places());
    }

    private static Pruned project(PlanNode.Project project, BitSet needed) {
        List<Expression> kept =
                needed.stream().mapToObj(project.expressions()::get).toList();
        BitSet below = with(new BitSet(), used(kept));
        Pruned input = project.input() instanceof PlanNode.Scan scan // a projection of a projection saves nothing
                ? new Pruned(scan, places(scan.schema().size(), all(scan)))
                : prune(project.input(), below);
        List<Expression> moved =
                kept.stream().map(expression -> expression.over(input::column)).toList();
        return new Pruned(
                merged(input.node(), moved, schema(project, needed)),
                places(project.schema().size(), needed));
    }

    /** A projection of {@code input}, in one step with a projection below that only picks columns, or left out. */
    private static PlanNode merged(PlanNode input, List<Expression> expressions, Schema schema) {
        if (input instanceof PlanNode.Project picked
                && picked.expressions().stream().allMatch(InputColumn.class::isInstance)) {
            List<Expression> composed = expressions.stream()
                    .map(expression -> expression.over(
                            column -> (InputColumn) picked.expressions().get(column.index())))
                    .toList();
            return merged(picked.input(), composed, schema);
        }
        boolean same = schema.equals(input.schema()) && picksAllInOrder(expressions);
        return same ? input : new PlanNode.Project(input, expressions, schema);
    }

    private static boolean picksAllInOrder(List<Expression> expressions) {
        return IntStream.range(0, expressions.size())
                .allMatch(i -> expressions.get(i) instanceof InputColumn column && column.index() == i);
    }

    private static Pruned windows(PlanNode.Windows windows, BitSet needed) {
        int width = windows.input().schema().size();
        BitSet below = with(needed, List.of(windows.timeColumn()));
        below.clear(width, width + 2);
        Pruned input = prune(windows.input(), below);
        int[] places = Arrays.copyOf(input.places(), width + 2);
        List<ColumnSchema> columns = new ArrayList<>(input.node().schema().columns());
        for (int i = width; i < width + 2; i++) {
            places[i] = columns.size();
            columns.add(windows.schema().column(i));
        }
        PlanNode node = new PlanNode.Windows(
                input.node(),
                input.places()[windows.timeColumn()],
                windows.span(),
                windows.zone(),
                PlanTranslator.distinct(columns));
        return new Pruned(node, places);
    }

    private static Pruned join(PlanNode.Join join, BitSet needed) {
        int width = join.sides().left().schema().size();
        int size = join.schema().size();
        Pruned left = exactly(join.sides().left(), with(needed.get(0, width), join.leftKeys()));
        Pruned right = exactly(join.sides().right(), with(needed.get(width, size), join.rightKeys()));
        int leftWidth = left.node().schema().size();
        int[] places = Arrays.copyOf(left.places(), size);
        for (int i = width; i < size; i++) {
            int place = right.places()[i - width];
            places[i] = place < 0 ? -1 : place + leftWidth;
        }
        List<ColumnSchema> columns = new ArrayList<>(left.node().schema().columns());
        columns.addAll(right.node().schema().columns());
        PlanNode node = new PlanNode.Join(
                new PlanNode.Join.Sides(left.node(), right.node()),
                left.columns(join.leftKeys()),
                right.columns(join.rightKeys()),
                join.outer(),
                PlanTranslator.distinct(columns));
        return new Pruned(node, places);
    }

    private static Pruned asOf(PlanNode.AsOfJoin asOf, BitSet needed) {
        Match match = asOf.match();
        int width = asOf.join().sides().left().schema().size();
        Pruned join = join(asOf.join(), with(needed, List.of(match.leftTime(), width + match.rightTime())));
        PlanNode.Join pruned = (PlanNode.Join) join.node();
        Match moved = new Match(
                join.places()[match.leftTime()],
                join.places()[width + match.rightTime()]
                        - pruned.sides().left().schema().size(),
                match.later(),
                match.apart());
        return new Pruned(new PlanNode.AsOfJoin(pruned, moved), join.places());
    }

    private static Pruned groups(PlanNode.GroupBy groups, BitSet needed) {
        int keys = groups.keys().size();
        BitSet kept = (BitSet) needed.clone();
        kept.set(0, keys); // they say what a row is
        BitSet below = with(new BitSet(), groups.keys());
        List<AggregateCall> calls = new ArrayList<>();
        kept.stream().filter(column -> column >= keys).forEach(column -> {
            AggregateCall call = groups.calls().get(column - keys);
            calls.add(call);
            if (call.argument() >= 0) {
                below.set(call.argument());
            }
            if (call.by().column() >= 0) {
                below.set(call.by().column());
            }
        });
        Pruned input = prune(groups.input(), below);
        List<AggregateCall> moved =
                calls.stream().map(call -> call.moved(input.places())).toList();
        PlanNode node = new PlanNode.GroupBy(input.node(), input.columns(groups.keys()), moved, schema(groups, kept));
        return new Pruned(node, places(groups.schema().size(), kept));
    }

    private static Pruned top(PlanNode.TopRows top, BitSet needed) {
        BitSet below = with(needed, top.partition());
        top.order().forEach(sort -> below.set(sort.column()));
        Pruned input = exactly(top.input(), below);
        List<Sort> order = sorts(top.order(), input);
        return new Pruned(
                new PlanNode.TopRows(input.node(), input.columns(top.partition()), order, top.limit()), input.places());
    }

    /** Window functions that nothing above needs are not computed; without any there is no window. */
    private static Pruned over(PlanNode.Over over, BitSet needed) {
        int width = over.input().schema().size();
        List<Integer> kept =
                needed.stream().filter(column -> column >= width).boxed().toList();
        if (kept.isEmpty()) {
            Pruned input = prune(over.input(), needed);
            return new Pruned(input.node(), widened(input.places(), over));
        }
        List<OverCall> calls = kept.stream()
                .map(column -> over.window().calls().get(column - width))
                .toList();
        Pruned input = exactly(over.input(), belowWindow(over, calls, needed.get(0, width)));
        int[] places = widened(input.places(), over);
        List<ColumnSchema> columns = new ArrayList<>(input.node().schema().columns());
        for (int column : kept) {
            places[column] = columns.size();
            columns.add(over.schema().column(column));
        }
        OverWindow.Spec window = new OverWindow.Spec(
                input.columns(over.window().partition()),
                sorts(over.window().order(), input),
                calls.stream().map(call -> call.moved(input.places())).toList());
        return new Pruned(new PlanNode.Over(input.node(), window, PlanTranslator.distinct(columns)), places);
    }

    private static int[] widened(int[] places, PlanNode.Over over) {
        int[] wide = Arrays.copyOf(places, over.schema().size());
        Arrays.fill(wide, places.length, wide.length, -1);
        return wide;
    }

    private static BitSet belowWindow(PlanNode.Over over, List<OverCall> calls, BitSet needed) {
        BitSet below = with(needed, over.window().partition());
        over.window().order().forEach(sort -> below.set(sort.column()));
        for (OverCall call : calls) {
            if (call.of().column() >= 0) {
                below.set(call.of().column());
            }
            if (call.fallback() >= 0) {
                below.set(call.fallback());
            }
        }
        if (below.isEmpty()) {
            below.set(0); // rows are counted, so there must be some
        }
        return below;
    }

    private static List<Sort> sorts(List<Sort> order, Pruned input) {
        return order.stream()
                .map(sort -> new Sort(input.places()[sort.column()], sort.descending()))
                .toList();
    }

    /** Inputs of a union must agree. */
    private static Pruned union(PlanNode.UnionAll union, BitSet needed) {
        List<PlanNode> inputs = union.inputs().stream()
                .map(input -> exactly(input, needed).node())
                .toList();
        return new Pruned(
                new PlanNode.UnionAll(inputs, schema(union, needed)),
                places(union.schema().size(), needed));
    }

    /** {@code node} with the needed columns and no others, not even those that only a filter in it reads. */
    private static Pruned exactly(PlanNode node, BitSet needed) {
        Pruned pruned = prune(node, needed);
        BitSet kept = new BitSet();
        needed.stream().forEach(column -> kept.set(pruned.places()[column]));
        return new Pruned(
                selected(pruned.node(), kept).node(), places(node.schema().size(), needed));
    }
}
