package dev.tideboard.query;

import java.util.List;

/**
 * Which joins need not keep their left rows: those to a lookup table by its key, whose left rows are made of one or more
 * tables by steps that can be taken again.
 */
final class LookupJoins {
    private LookupJoins() {}

    static boolean canRead(PlanNode.Join join) {
        PlanNode right = join.sides().right();
        return readsLookupsOnly(right)
                && PlanKeys.of(right).areKey(join.rightKeys())
                && canReplay(join.sides().left());
    }

    private static boolean readsLookupsOnly(PlanNode node) {
        return node instanceof PlanNode.Scan scan
                ? scan.relation().lookup()
                : !node.inputs().isEmpty() && node.inputs().stream().allMatch(LookupJoins::readsLookupsOnly);
    }

    private static boolean canReplay(PlanNode node) {
        return switch (node) {
            case PlanNode.Scan scan -> true;
            case PlanNode.Filter filter -> canReplay(filter.input());
            case PlanNode.Project project -> canReplay(project.input());
            case PlanNode.Windows windows -> canReplay(windows.input());
            case PlanNode.UnionAll union -> allReplay(union.inputs());
            case PlanNode.Join join -> canRead(join);
            case PlanNode.TemporalFilter filter -> false;
            case PlanNode.AsOfJoin asOf -> false;
            case PlanNode.GroupBy groups -> false;
            case PlanNode.TopRows top -> false;
            case PlanNode.Over over -> false;
        };
    }

    private static boolean allReplay(List<PlanNode> inputs) {
        return inputs.stream().allMatch(LookupJoins::canReplay);
    }
}
