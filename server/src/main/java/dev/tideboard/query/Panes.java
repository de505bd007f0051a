package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.engine.ops.AggregateCall;
import dev.tideboard.engine.ops.AggregateCall.Function;
import dev.tideboard.engine.ops.WindowSpan;
import dev.tideboard.engine.ops.expression.Arithmetic;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Aggregates of overlapping windows by panes (Li et al., "No Pane, No Gain", SIGMOD Record 2005): rows are first summed up
 * once per pane, the longest span of which every window is made up, and windows are then made of panes. So a row is copied
 * into no window, and the extremes of an hour every minute are those of sixty panes, not of all its rows.
 */
final class Panes {
    private final PlanNode.GroupBy groups;
    private final PlanNode.Windows windows;
    private final WindowSpan.Fixed span;
    /** What the windows are grouped by and what is aggregated, in terms of the rows in windows. */
    private final List<Expression> columns;
    /** Per key of the groups its place in a pane's row with the windows it belongs to. */
    private final List<Integer> keys = new ArrayList<>();

    private final List<Expression> paneColumns = new ArrayList<>();
    private final List<ColumnSchema> paneSchema = new ArrayList<>();
    private final List<AggregateCall> partial = new ArrayList<>();

    private Panes(PlanNode.GroupBy groups, PlanNode.Windows windows, WindowSpan.Fixed span) {
        this.groups = groups;
        this.windows = windows;
        this.span = span;
        this.columns = groups.input() instanceof PlanNode.Project project
                ? project.expressions()
                : PlanTranslator.references(windows).stream()
                        .map(ExpressionTranslator.Typed::expression)
                        .toList();
    }

    /** {@code node} with panes wherever they do. */
    static PlanNode use(PlanNode node) {
        PlanNode below = node.withInputs(node.inputs().stream().map(Panes::use).toList());
        return below instanceof PlanNode.GroupBy groups ? of(groups).orElse(below) : below;
    }

    private static Optional<PlanNode> of(PlanNode.GroupBy groups) {
        PlanNode rows = groups.input() instanceof PlanNode.Project project ? project.input() : groups.input();
        return rows instanceof PlanNode.Windows windows
                        && windows.span() instanceof WindowSpan.Fixed span
                        && span.sizeMs() > span.slideMs()
                        && groups.calls().stream().allMatch(Panes::isMadeOfParts)
                ? new Panes(groups, windows, span).split()
                : Optional.empty();
    }

    /** Whether an aggregate of all rows follows from aggregates of some rows each. */
    private static boolean isMadeOfParts(AggregateCall call) {
        return switch (call.function()) {
            case COUNT, SUM, MIN, MAX -> true;
            case AVG -> call.argumentType() != ColumnType.INTERVAL; // whose fractions are rounded
            default -> false;
        };
    }

    private Optional<PlanNode> split() {
        int start = windows.input().schema().size();
        boolean perWindow = false;
        List<Integer> windowKeys = new ArrayList<>();
        for (int key : groups.keys()) {
            Expression column = columns.get(key);
            boolean bound = column instanceof InputColumn input && input.index() >= start;
            if (!bound && readsWindow(column)) {
                return Optional.empty();
            }
            perWindow |= bound;
            windowKeys.add(bound ? ((InputColumn) column).index() - start : -1);
            if (!bound) {
                addPaneColumn(key);
            }
        }
        boolean apart = groups.calls().stream()
                .noneMatch(call -> call.argument() >= 0 && readsWindow(columns.get(call.argument())));
        return perWindow && apart ? Optional.of(combined(windowKeys)) : Optional.empty();
    }

    private boolean readsWindow(Expression expression) {
        List<InputColumn> used = new ArrayList<>();
        expression.columns(used);
        return used.stream()
                .anyMatch(column -> column.index() >= windows.input().schema().size());
    }

    private int addPaneColumn(int column) {
        ColumnSchema known = groups.input().schema().column(column);
        paneColumns.add(columns.get(column));
        paneSchema.add(known);
        return paneColumns.size() - 1;
    }

    private PlanNode combined(List<Integer> windowKeys) {
        int start = windows.input().schema().size();
        int paneStart = paneColumns.size();
        paneColumns.add(new InputColumn(start, "pane_start", ColumnType.TIMESTAMP));
        paneSchema.add(ColumnSchema.of("pane_start", ColumnType.TIMESTAMP));
        List<Integer> paneKeys = new ArrayList<>();
        for (int key = 0; key <= paneStart; key++) {
            paneKeys.add(key);
        }
        List<ColumnSchema> partSchema = new ArrayList<>(paneSchema);
        List<int[]> parts = new ArrayList<>();
        for (AggregateCall call : groups.calls()) {
            parts.add(parts(call, partSchema));
        }
        PlanNode.Windows tumbling =
                new PlanNode.Windows(windows.input(), windows.timeColumn(), pane(), windows.schema());
        PlanNode rows = new PlanNode.Project(tumbling, paneColumns, PlanTranslator.distinct(paneSchema));
        PlanNode panes = new PlanNode.GroupBy(rows, paneKeys, partial, PlanTranslator.distinct(partSchema));
        List<ColumnSchema> inWindows = new ArrayList<>(panes.schema().columns());
        inWindows.add(ColumnSchema.of("window_start", ColumnType.TIMESTAMP));
        inWindows.add(ColumnSchema.of("window_end", ColumnType.TIMESTAMP));
        PlanNode assigned = new PlanNode.Windows(panes, paneStart, span, PlanTranslator.distinct(inWindows));
        int own = 0;
        for (int bound : windowKeys) {
            keys.add(bound < 0 ? own++ : panes.schema().size() + bound);
        }
        return summedUp(assigned, parts);
    }

    /** The longest span that divides windows and the way from one to the next. */
    private WindowSpan.Fixed pane() {
        long length = BigInteger.valueOf(span.sizeMs())
                .gcd(BigInteger.valueOf(span.slideMs()))
                .longValueExact();
        return new WindowSpan.Fixed(length, length, span.offsetMs());
    }

    /** Adds what a call is made of to the aggregates of a pane; gives their places. */
    private int[] parts(AggregateCall call, List<ColumnSchema> schema) {
        return call.function() == Function.AVG
                ? new int[] {part(Function.SUM, call, schema), part(Function.COUNT, call, schema)}
                : new int[] {part(call.function(), call, schema)};
    }

    private int part(Function function, AggregateCall call, List<ColumnSchema> schema) {
        int argument = call.argument() < 0 ? -1 : addPaneColumn(call.argument());
        String of = call.argument() < 0 ? "*" : paneSchema.get(argument).name();
        AggregateCall part = AggregateCall.of(function, argument, call.argumentType(), function + "(" + of + ")");
        partial.add(part);
        schema.add(ColumnSchema.of(part.text(), part.type()));
        return schema.size() - 1;
    }

    /** The aggregates of windows from those of their panes, with an average as what it is the quotient of. */
    private PlanNode summedUp(PlanNode assigned, List<int[]> parts) {
        List<ColumnSchema> columns = new ArrayList<>(groups.schema().columns().subList(0, keys.size()));
        List<AggregateCall> calls = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        for (int key = 0; key < keys.size(); key++) {
            results.add(reference(key, columns.get(key)));
        }
        for (int i = 0; i < parts.size(); i++) {
            AggregateCall whole = groups.calls().get(i);
            List<Expression> operands = new ArrayList<>();
            for (int place : parts.get(i)) {
                ColumnSchema part = assigned.schema().column(place);
                Function function = whole.function() == Function.MIN || whole.function() == Function.MAX
                        ? whole.function()
                        : Function.SUM;
                calls.add(AggregateCall.of(function, place, part.type(), function + "(" + part.name() + ")"));
                operands.add(reference(columns.size(), part));
                columns.add(part);
            }
            results.add(
                    operands.size() == 1
                            ? operands.getFirst()
                            : new Arithmetic(
                                    Arithmetic.Kind.DIVIDE,
                                    operands.getFirst(),
                                    operands.getLast(),
                                    ColumnType.DOUBLE));
        }
        PlanNode summed = new PlanNode.GroupBy(assigned, keys, calls, PlanTranslator.distinct(columns));
        return new PlanNode.Project(summed, results, groups.schema());
    }

    private static InputColumn reference(int index, ColumnSchema column) {
        return new InputColumn(index, column.name(), column.type());
    }
}
