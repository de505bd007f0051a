package dev.tideboard.query;

import dev.tideboard.engine.ops.expression.Comparison;
import dev.tideboard.engine.ops.expression.Connective;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which columns identify a row of a plan. Follows from the plan alone: GROUP BY columns; the partition of the first row
 * per partition; a table's key through filter and projection; a join to the other side's whole key keeps this side's;
 * columns that an inner join or a filter equates stand for each other; window functions change nothing.
 *
 * @param candidates each identifies a row by itself, the one to prefer first
 * @param equal pairs of columns that always hold the same value
 */
record PlanKeys(List<List<Integer>> candidates, List<Pair> equal) {

    /** Two columns with the same value in every row. */
    record Pair(int one, int other) {}

    PlanKeys {
        candidates = List.copyOf(candidates);
        equal = List.copyOf(equal);
    }

    static PlanKeys of(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan -> scan(scan);
            case PlanNode.Filter filter -> of(filter.input()).equating(pairs(filter.condition()));
            case PlanNode.TemporalFilter filter -> of(filter.input());
            case PlanNode.Project project -> of(project.input()).projected(project.expressions());
            case PlanNode.Windows windows -> windows(windows);
            case PlanNode.Join join -> join(join);
            case PlanNode.AsOfJoin asOf -> asOf(asOf.join());
            case PlanNode.GroupBy groups ->
                new PlanKeys(
                        groups.keys().isEmpty()
                                ? List.of()
                                : List.of(IntStream.range(0, groups.keys().size())
                                        .boxed()
                                        .toList()),
                        List.of());
            case PlanNode.TopRows top -> top(top);
            case PlanNode.Over over -> of(over.input());
            case PlanNode.UnionAll union -> new PlanKeys(List.of(), List.of());
        };
    }

    /** A row that is in several windows is told apart by their start. */
    private static PlanKeys windows(PlanNode.Windows windows) {
        PlanKeys keys = of(windows.input());
        int start = windows.input().schema().size();
        List<List<Integer>> candidates = keys.candidates().stream()
                .map(key -> Stream.concat(key.stream(), Stream.of(start)).toList())
                .toList();
        return windows.span().tumbles() ? keys : new PlanKeys(candidates, keys.equal());
    }

    private static PlanKeys scan(PlanNode.Scan scan) {
        List<String> key = scan.relation().key();
        if (key.isEmpty() || key.stream().anyMatch(column -> scan.schema().indexOf(column) < 0)) {
            return new PlanKeys(List.of(), List.of());
        }
        return new PlanKeys(List.of(key.stream().map(scan.schema()::indexOf).toList()), List.of());
    }

    private static PlanKeys top(PlanNode.TopRows top) {
        PlanKeys keys = of(top.input());
        if (top.limit() > 1 || top.partition().isEmpty()) {
            return keys;
        }
        List<List<Integer>> candidates = new ArrayList<>();
        candidates.add(top.partition());
        candidates.addAll(keys.candidates());
        return new PlanKeys(candidates, keys.equal());
    }

    private PlanKeys equating(List<Pair> pairs) {
        List<Pair> all = new ArrayList<>(equal);
        all.addAll(pairs);
        return new PlanKeys(candidates, all);
    }

    private static List<Pair> pairs(Expression condition) {
        List<Pair> pairs = new ArrayList<>();
        if (condition instanceof Connective all && all.kind() == Connective.Kind.AND) {
            all.operands().forEach(operand -> pairs.addAll(pairs(operand)));
        }
        if (condition instanceof Comparison equal
                && equal.kind() == Comparison.Kind.EQUAL
                && equal.left() instanceof InputColumn one
                && equal.right() instanceof InputColumn other
                && one.type().storage() == other.type().storage()) {
            pairs.add(new Pair(one.index(), other.index()));
        }
        return pairs;
    }

    private static PlanKeys join(PlanNode.Join join) {
        PlanKeys left = of(join.sides().left());
        int shift = join.sides().left().schema().size();
        PlanKeys right = of(join.sides().right()).shifted(shift);
        List<Integer> rightColumns =
                join.rightKeys().stream().map(column -> column + shift).toList();
        List<List<Integer>> candidates = new ArrayList<>();
        if (right.hasKeyWithin(rightColumns)) {
            candidates.addAll(left.candidates());
        }
        if (!join.outer() && left.hasKeyWithin(join.leftKeys())) {
            candidates.addAll(right.candidates());
        }
        return new PlanKeys(candidates, equal(join));
    }

    /** What is equal on the left, and where there is always a partner also on the right and between them. */
    private static List<Pair> equal(PlanNode.Join join) {
        List<Pair> equal = new ArrayList<>(of(join.sides().left()).equal());
        if (join.outer()) {
            return equal;
        }
        int shift = join.sides().left().schema().size();
        equal.addAll(of(join.sides().right()).shifted(shift).equal());
        for (int i = 0; i < join.leftKeys().size(); i++) {
            equal.add(new Pair(join.leftKeys().get(i), join.rightKeys().get(i) + shift));
        }
        return equal;
    }

    /** A left row comes once, with a partner or without. */
    private static PlanKeys asOf(PlanNode.Join join) {
        PlanKeys left = of(join.sides().left());
        return new PlanKeys(left.candidates(), equal(join));
    }

    private PlanKeys shifted(int by) {
        return new PlanKeys(
                candidates.stream()
                        .map(key -> key.stream().map(column -> column + by).toList())
                        .toList(),
                equal.stream()
                        .map(pair -> new Pair(pair.one() + by, pair.other() + by))
                        .toList());
    }

    /** True when one of the candidates lies within {@code columns}, or columns equal to them. */
    private boolean hasKeyWithin(List<Integer> columns) {
        return candidates.stream()
                .anyMatch(key ->
                        key.stream().allMatch(column -> columns.stream().anyMatch(given -> standsFor(given, column))));
    }

    private PlanKeys projected(List<Expression> expressions) {
        List<List<Integer>> kept = new ArrayList<>();
        for (List<Integer> key : candidates) {
            List<Integer> places = key.stream()
                    .flatMap(column -> place(column, expressions).stream())
                    .toList();
            if (places.size() == key.size()) {
                kept.add(places);
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            for (int j = i + 1; j < expressions.size(); j++) {
                if (expressions.get(i) instanceof InputColumn one
                        && expressions.get(j) instanceof InputColumn other
                        && standsFor(one.index(), other.index())) {
                    pairs.add(new Pair(i, j));
                }
            }
        }
        return new PlanKeys(kept, pairs);
    }

    /** Where {@code column}, or one equal to it, went. */
    private Optional<Integer> place(int column, List<Expression> expressions) {
        return IntStream.range(0, expressions.size())
                .boxed()
                .filter(i -> expressions.get(i) instanceof InputColumn from && standsFor(from.index(), column))
                .findFirst();
    }

    /** True when the columns are the same, or equated directly or through others. */
    boolean standsFor(int one, int other) {
        List<Integer> reached = new ArrayList<>(List.of(one));
        for (int i = 0; i < reached.size(); i++) {
            int from = reached.get(i);
            for (Pair pair : equal) {
                int next = pair.one() == from ? pair.other() : pair.other() == from ? pair.one() : from;
                if (!reached.contains(next)) {
                    reached.add(next);
                }
            }
        }
        return reached.contains(other);
    }

    /** True when {@code columns} identify a row: a candidate lies within them. */
    boolean areKey(List<Integer> columns) {
        return hasKeyWithin(columns);
    }
}
