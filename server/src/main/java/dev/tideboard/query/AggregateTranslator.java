package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.AggregateCall;
import dev.tideboard.engine.ops.AggregateCall.Function;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** GROUP BY and its aggregates. */
final class AggregateTranslator {
    /** Those to which it matters how often a value occurs. */
    private static final Set<SqlKind> COUNT_EACH_ROW = Set.of(
            SqlKind.SUM, SqlKind.AVG, SqlKind.VAR_POP, SqlKind.VAR_SAMP, SqlKind.STDDEV_POP, SqlKind.STDDEV_SAMP);

    private final PlanTranslator plans;

    AggregateTranslator(PlanTranslator plans) {
        this.plans = plans;
    }

    PlanNode translate(Aggregate aggregate) {
        PlanNode input = plans.translate(aggregate.getInput());
        boolean isPlain = aggregate.getGroupType() == Aggregate.Group.SIMPLE
                && aggregate.getAggCallList().stream().noneMatch(AggregateTranslator::isGrouping);
        if (isPlain) {
            return grouped(aggregate, aggregate.getGroupSet(), input);
        }
        List<PlanNode> sets = aggregate.getGroupSets().stream()
                .map(set -> completed(aggregate, set, grouped(aggregate, set, input), input.schema()))
                .toList();
        return sets.size() == 1
                ? sets.getFirst()
                : new PlanNode.UnionAll(sets, sets.getFirst().schema());
    }

    /** One grouping: its key columns, then its aggregates. */
    private static PlanNode grouped(Aggregate aggregate, ImmutableBitSet set, PlanNode input) {
        List<String> names = PlanTranslator.names(aggregate);
        List<Integer> all = aggregate.getGroupSet().asList();
        List<ColumnSchema> columns = new ArrayList<>();
        for (int key : set) {
            ColumnSchema column = input.schema().column(key);
            String name = PlanTranslator.label(names.get(all.indexOf(key)), column.name());
            columns.add(new ColumnSchema(name, column.type(), column.unit()));
        }
        List<AggregateCall> calls = new ArrayList<>();
        for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
            org.apache.calcite.rel.core.AggregateCall call =
                    aggregate.getAggCallList().get(i);
            if (!isGrouping(call)) {
                AggregateCall translated = call(call, input.schema());
                calls.add(translated);
                Unit unit = unit(translated, input.schema());
                String name = PlanTranslator.label(names.get(all.size() + i), translated.text());
                columns.add(new ColumnSchema(name, translated.type(), unit));
            }
        }
        return new PlanNode.GroupBy(input, set.asList(), calls, PlanTranslator.distinct(columns));
    }

    /** A grouping with the columns of all of them: keys that it lacks are null, and GROUPING says which those are. */
    private PlanNode completed(Aggregate aggregate, ImmutableBitSet set, PlanNode grouped, Schema input) {
        List<Typed> own = PlanTranslator.references(grouped);
        List<Typed> columns = new ArrayList<>();
        int next = 0;
        for (int key : aggregate.getGroupSet()) {
            ColumnSchema column = input.column(key);
            columns.add(
                    set.get(key)
                            ? own.get(next++)
                            : new Typed(Constant.missing(column.type(), plans.dictionary()), column.unit()));
        }
        for (org.apache.calcite.rel.core.AggregateCall call : aggregate.getAggCallList()) {
            columns.add(
                    isGrouping(call)
                            ? new Typed(Constant.of(ColumnType.LONG, lacking(call.getArgList(), set)), Unit.NONE)
                            : own.get(next++));
        }
        return PlanTranslator.project(grouped, columns, PlanTranslator.names(aggregate));
    }

    private static boolean isGrouping(org.apache.calcite.rel.core.AggregateCall call) {
        return call.getAggregation().getKind() == SqlKind.GROUPING;
    }

    /** A bit for each column, the last one the lowest: 1 where the grouping does not have it. */
    private static long lacking(List<Integer> columns, ImmutableBitSet set) {
        long bits = 0;
        for (int column : columns) {
            bits = bits << 1 | (set.get(column) ? 0 : 1);
        }
        return bits;
    }

    private static Unit unit(AggregateCall call, Schema input) {
        return switch (call.function()) {
            case COUNT, COUNT_DISTINCT, APPROX_COUNT_DISTINCT -> Unit.NONE;
            case VAR_POP, VAR_SAMP -> Units.power(input.column(call.argument()).unit(), 2);
            default -> input.column(call.argument()).unit();
        };
    }

    private static AggregateCall call(org.apache.calcite.rel.core.AggregateCall call, Schema input) {
        Function function = function(call);
        int most = function.isOrdered() ? 2 : 1;
        if (call.getArgList().size() > most || call.hasFilter()) {
            throw new Unsupported(
                    call.getAggregation().getName() + " takes one column",
                    call.getAggregation().getKind());
        }
        int argument = call.getArgList().isEmpty() ? -1 : call.getArgList().getFirst();
        ColumnType type =
                argument < 0 ? ColumnType.LONG : input.column(argument).type();
        String of = argument < 0 ? "*" : input.column(argument).name();
        if (call.getAggregation() instanceof AggregateFunction own && most == 1) {
            return new AggregateCall(function, argument, type, own.by(), own.text(of));
        }
        AggregateCall.By by = AggregateCall.By.NOTHING;
        if (most == 2) {
            ColumnSchema order = input.column(call.getArgList().get(1));
            by = new AggregateCall.By(call.getArgList().get(1), order.type());
            if (call.getAggregation() instanceof AggregateFunction own) {
                return new AggregateCall(function, argument, type, by, own.text(of, order.name()));
            }
            of += ", " + order.name();
        }
        String text = call.getAggregation().getName() + "(" + (call.isDistinct() ? "DISTINCT " : "") + of + ")";
        return new AggregateCall(function, argument, type, by, text);
    }

    private static Function function(org.apache.calcite.rel.core.AggregateCall call) {
        if (call.getAggregation() instanceof AggregateFunction own) {
            return own.function();
        }
        SqlKind kind = call.getAggregation().getKind();
        if (call.isDistinct() && COUNT_EACH_ROW.contains(kind)) {
            throw new Unsupported(kind + "(DISTINCT …) is not supported; group by the column in a view first", kind);
        }
        return switch (kind) {
            case COUNT -> call.isDistinct() ? Function.COUNT_DISTINCT : Function.COUNT;
            case SUM -> Function.SUM;
            case AVG -> Function.AVG;
            case MIN -> Function.MIN;
            case MAX -> Function.MAX;
            case ARG_MIN -> Function.ARG_MIN;
            case ARG_MAX -> Function.ARG_MAX;
            case VAR_POP -> Function.VAR_POP;
            case VAR_SAMP -> Function.VAR_SAMP;
            case STDDEV_POP -> Function.STDDEV_POP;
            case STDDEV_SAMP -> Function.STDDEV_SAMP;
            default -> throw new Unsupported(call.getAggregation().getName() + " is not supported", kind);
        };
    }
}
