package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.AggregateCall;
import dev.tideboard.engine.ops.AggregateCall.Function;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.sql.SqlKind;

/** GROUP BY and its aggregates. */
final class AggregateTranslator {
    private final PlanTranslator plans;

    AggregateTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    PlanNode translate(Aggregate aggregate) {
        if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
            throw new Unsupported(
                    "grouping sets are not supported; write one view per grouping", SqlKind.GROUPING_SETS);
        }
        PlanNode input = plans.translate(aggregate.getInput());
        List<String> names = PlanTranslator.names(aggregate);
        List<ColumnSchema> columns = new ArrayList<>();
        List<Integer> keys = aggregate.getGroupSet().asList();
        for (int key : keys) {
            ColumnSchema column = input.schema().column(key);
            columns.add(new ColumnSchema(names.get(columns.size()), column.type(), column.unit()));
        }
        List<AggregateCall> calls = new ArrayList<>();
        for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
            AggregateCall translated = call(call, input.schema());
            calls.add(translated);
            columns.add(
                    new ColumnSchema(names.get(columns.size()), translated.type(), unit(translated, input.schema())));
        }
        return new PlanNode.GroupBy(input, keys, calls, PlanTranslator.distinct(columns));
    }

    private static Unit unit(AggregateCall call, Schema input) {
        boolean counts = call.function() == Function.COUNT || call.function() == Function.COUNT_DISTINCT;
        return counts ? Unit.NONE : input.column(call.argument()).unit();
    }

    private static AggregateCall call(org.apache.calcite.rel.core.AggregateCall call, Schema input) {
        Function function = function(call);
        if (call.getArgList().size() > 1 || call.hasFilter()) {
            throw new Unsupported(
                    call.getAggregation().getName() + " takes one column",
                    call.getAggregation().getKind());
        }
        int argument = call.getArgList().isEmpty() ? -1 : call.getArgList().getFirst();
        ColumnType type =
                argument < 0 ? ColumnType.LONG : input.column(argument).type();
        String of = argument < 0 ? "*" : input.column(argument).name();
        String text = call.getAggregation().getName() + "(" + (call.isDistinct() ? "DISTINCT " : "") + of + ")";
        return new AggregateCall(function, argument, type, text);
    }

    private static Function function(org.apache.calcite.rel.core.AggregateCall call) {
        SqlKind kind = call.getAggregation().getKind();
        if (call.isDistinct() && (kind == SqlKind.SUM || kind == SqlKind.AVG)) {
            throw new Unsupported(kind + "(DISTINCT …) is not supported; group by the column in a view first", kind);
        }
        return switch (kind) {
            case COUNT -> call.isDistinct() ? Function.COUNT_DISTINCT : Function.COUNT;
            case SUM -> Function.SUM;
            case AVG -> Function.AVG;
            case MIN -> Function.MIN;
            case MAX -> Function.MAX;
            default -> throw new Unsupported(call.getAggregation().getName() + " is not supported", kind);
        };
    }
}
