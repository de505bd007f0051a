package dev.tideboard.query;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.Circuit;
import dev.tideboard.engine.Operator;
import dev.tideboard.engine.ops.AsOfJoin;
import dev.tideboard.engine.ops.AssignLocalWindows;
import dev.tideboard.engine.ops.AssignWindows;
import dev.tideboard.engine.ops.Filter;
import dev.tideboard.engine.ops.GroupBy;
import dev.tideboard.engine.ops.Join;
import dev.tideboard.engine.ops.LatestRow;
import dev.tideboard.engine.ops.LookupJoin;
import dev.tideboard.engine.ops.OverWindow;
import dev.tideboard.engine.ops.Project;
import dev.tideboard.engine.ops.TemporalFilter;
import dev.tideboard.engine.ops.TopRows;
import dev.tideboard.engine.ops.UnionAll;
import dev.tideboard.engine.ops.WindowSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes operators with empty state out of a bound plan. */
final class PlanCompiler {
    private final Dictionary dictionary;
    private final List<Circuit.Node> nodes = new ArrayList<>();
    private final Map<String, Schema> relations = new TreeMap<>();
    private final Map<Place, Circuit.Input> places = new HashMap<>();

    /** What is computed of what: a plan that says the same twice, as one that names a CTE twice does, has it once. */
    private record Place(Computation computation, List<Circuit.Input> inputs) {}

    private PlanCompiler(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    static Circuit compile(PlanNode root, Dictionary dictionary) {
        PlanCompiler compiler = new PlanCompiler(dictionary);
        // SELECT * FROM t is still a view with an operator of its own
        PlanNode plan = root instanceof PlanNode.Scan ? new PlanNode.UnionAll(List.of(root), root.schema()) : root;
        compiler.visit(plan);
        return new Circuit(compiler.nodes, compiler.relations);
    }

    private Circuit.Input visit(PlanNode node) {
        if (node instanceof PlanNode.Scan scan) {
            relations.put(scan.relation().name(), scan.schema());
            return new Circuit.Input.Relation(scan.relation().name());
        }
        Place place = new Place(
                Computation.of(node), node.inputs().stream().map(this::visit).toList());
        Circuit.Input known = places.get(place);
        return known == null ? add(node, place) : known;
    }

    private Circuit.Input add(PlanNode node, Place place) {
        Circuit.Input added = new Circuit.Input.Node(nodes.size());
        nodes.add(new Circuit.Node(operator(node), place.inputs(), place.computation()));
        places.put(place, added);
        return added;
    }

    private Operator operator(PlanNode node) {
        Schema schema = node.schema();
        return switch (node) {
            case PlanNode.Scan scan -> throw new IllegalStateException("a scan is an input, not an operator");
            case PlanNode.Filter filter -> new Filter(schema, filter.condition());
            case PlanNode.TemporalFilter filter -> new TemporalFilter(schema, filter.bounds(), dictionary);
            case PlanNode.Project project -> new Project(schema, project.expressions());
            case PlanNode.Windows windows ->
                switch (windows.span()) {
                    case WindowSpan.Fixed span -> new AssignWindows(schema, windows.timeColumn(), span);
                    case WindowSpan.Local span -> new AssignLocalWindows(schema, windows.timeColumn(), span);
                };
            case PlanNode.Join join ->
                LookupJoins.canRead(join)
                        ? new LookupJoin(schema, spec(join), dictionary)
                        : new Join(schema, spec(join), dictionary);
            case PlanNode.AsOfJoin asOf -> new AsOfJoin(schema, spec(asOf.join()), asOf.match(), dictionary);
            case PlanNode.GroupBy groups ->
                new GroupBy(
                        groups.input().schema(), schema, new GroupBy.Spec(groups.keys(), groups.calls()), dictionary);
            case PlanNode.TopRows top -> first(top);
            case PlanNode.Over over -> new OverWindow(over.input().schema(), schema, over.window(), dictionary);
            case PlanNode.UnionAll union -> new UnionAll(schema);
        };
    }

    private Operator first(PlanNode.TopRows top) {
        TopRows.Spec spec = new TopRows.Spec(top.partition(), top.order(), top.limit(), AgeingRows.areLeft(top));
        return spec.ageing() && spec.limit() == 1
                ? new LatestRow(top.schema(), spec, dictionary)
                : new TopRows(top.schema(), spec, dictionary);
    }

    private static Join.Spec spec(PlanNode.Join join) {
        return new Join.Spec(
                join.sides().left().schema(),
                join.sides().right().schema(),
                join.leftKeys(),
                join.rightKeys(),
                join.outer());
    }
}
