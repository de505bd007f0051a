package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Unit;
import dev.tideboard.engine.ops.AggregateCall;
import dev.tideboard.engine.ops.TopRows.Sort;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/** Calcite's relational algebra as our plan: five kinds of nodes, a few patterns of them, and nothing else. */
final class PlanTranslator {
    /** How Calcite begins the names that it makes up. */
    private static final String COMPUTED = "$";

    private static final int LONGEST_LABEL = 80;

    /** As many rows as can be kept at hand. */
    static final int MOST_ROWS = 100_000;

    private final Map<String, Relation> relations;
    private final Dictionary dictionary;
    private final RexBuilder builder;

    PlanTranslator(Map<String, Relation> relations, Dictionary dictionary, RexBuilder builder) {
        this.relations = relations;
        this.dictionary = dictionary;
        this.builder = builder;
    }

    PlanNode translate(RelNode node) {
        return switch (node) {
            case TableScan scan -> {
                List<String> path = Objects.requireNonNull(scan.getTable()).getQualifiedName();
                yield new PlanNode.Scan(Objects.requireNonNull(relations.get(path.getLast())));
            }
            case Filter filter
            when filter.getInput() instanceof Project project && project.containsOver() ->
                new RankTranslator(this).translate(filter, project).orElseGet(() -> filter(filter, project(project)));
            case Filter filter -> filter(filter, translate(filter.getInput()));
            case Project project -> project(project);
            case Join join -> new JoinTranslator(this).translate(join);
            case Aggregate aggregate -> new AggregateTranslator(this).translate(aggregate);
            case Union union -> union(union);
            case Minus minus -> compared(minus, true);
            case Intersect intersect -> compared(intersect, false);
            case TableFunctionScan window -> new WindowTranslator(this).translate(window);
            case org.apache.calcite.rel.core.Sort sort -> first(sort);
            case Values values -> constants(values);
            default -> throw new Unsupported(node.getRelTypeName() + " is not supported", SqlKind.SELECT);
        };
    }

    Dictionary dictionary() {
        return dictionary;
    }

    RexBuilder builder() {
        return builder;
    }

    ExpressionTranslator expressions(PlanNode input) {
        return new ExpressionTranslator(input.schema(), dictionary, builder);
    }

    private PlanNode filter(Filter filter, PlanNode input) {
        return filter(input, filter.getCondition(), filter.getVariablesSet());
    }

    PlanNode filter(PlanNode input, RexNode condition) {
        return filter(input, condition, Set.of());
    }

    /** @param outer what queries in the condition call the row that it is about */
    PlanNode filter(PlanNode input, RexNode condition, Set<CorrelationId> outer) {
        List<RexNode> plain = new ArrayList<>();
        List<RexNode> clock = new ArrayList<>();
        List<RexNode> queries = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            boolean query = SubQueryTranslator.isOne(conjunct);
            (query ? queries : ClockTranslator.reads(conjunct) ? clock : plain).add(conjunct);
        }
        PlanNode filtered = input;
        if (!plain.isEmpty()) {
            RexNode all = RexUtil.composeConjunction(builder, plain);
            filtered =
                    new PlanNode.Filter(input, expressions(input).translate(all).expression());
        }
        filtered = clock.isEmpty() ? filtered : new ClockTranslator(this).filter(filtered, clock);
        for (RexNode query : queries) {
            filtered = new SubQueryTranslator(this, outer).filter(filtered, query);
        }
        return filtered;
    }

    private PlanNode project(Project project) {
        if (project.containsOver()) {
            return new OverTranslator(this).translate(project);
        }
        PlanNode input = translate(project.getInput());
        return project(input, expressions(input).translate(project.getProjects()), names(project));
    }

    static List<String> names(RelNode node) {
        return node.getRowType().getFieldNames();
    }

    /** A projection whose columns are called {@code names}, made distinct. */
    static PlanNode project(PlanNode input, List<Typed> columns, List<String> names) {
        List<ColumnSchema> schema = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = label(names.get(i), columns.get(i).expression().toString());
            schema.add(
                    new ColumnSchema(name, columns.get(i).type(), columns.get(i).unit()));
        }
        return new PlanNode.Project(
                input, columns.stream().map(Typed::expression).toList(), distinct(schema));
    }

    /** {@code input} with more columns at its end; the same node when there are none. */
    static PlanNode extended(PlanNode input, List<Typed> more) {
        if (more.isEmpty()) {
            return input;
        }
        List<Typed> columns = new ArrayList<>(references(input));
        columns.addAll(more);
        List<String> names = new ArrayList<>(input.schema().names());
        more.forEach(column -> names.add(COMPUTED));
        return project(input, columns, names);
    }

    /** What messages and plans call a column: its name, or how it is computed where nobody gave it one. */
    static String label(String name, String computed) {
        if (!name.startsWith(COMPUTED) && !name.startsWith("EXPR$")) {
            return name;
        }
        boolean bracketed = computed.startsWith("(") && computed.indexOf(')') == computed.length() - 1;
        String plain = bracketed ? computed.substring(1, computed.length() - 1) : computed;
        return plain.length() <= LONGEST_LABEL ? plain : plain.substring(0, LONGEST_LABEL) + "…";
    }

    /** The columns of {@code input} as expressions. */
    static List<Typed> references(PlanNode input) {
        List<Typed> references = new ArrayList<>();
        for (int i = 0; i < input.schema().size(); i++) {
            ColumnSchema column = input.schema().column(i);
            references.add(new Typed(new InputColumn(i, column.name(), column.type()), column.unit()));
        }
        return references;
    }

    /** Columns inside a plan may come from two sides under one name: later ones get a number. */
    static Schema distinct(List<ColumnSchema> columns) {
        List<ColumnSchema> distinct = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (ColumnSchema column : columns) {
            String name = column.name();
            for (int i = 0; taken.contains(name); i++) {
                name = column.name() + i;
            }
            taken.add(name);
            distinct.add(new ColumnSchema(name, column.type(), column.unit()));
        }
        return new Schema(distinct);
    }

    private PlanNode union(Union union) {
        Alike inputs = alike(union);
        PlanNode all = new PlanNode.UnionAll(inputs.nodes, inputs.schema);
        return union.all ? all : distinct(all, inputs.schema);
    }

    /** The distinct rows of the first input that the others have, or have not. */
    private PlanNode compared(SetOp operation, boolean negated) {
        if (operation.all) {
            throw new Unsupported(operation.kind.sql + " ALL is not supported", operation.kind);
        }
        Alike inputs = alike(operation);
        PlanNode rows = distinct(inputs.nodes.getFirst(), inputs.schema);
        for (PlanNode other : inputs.nodes.subList(1, inputs.nodes.size())) {
            List<Typed> values = NullSafeKeys.of(rows, dictionary);
            rows = new JoinTranslator(this).semi(rows, values, other, NullSafeKeys.of(other, dictionary), negated);
        }
        return rows;
    }

    /** Inputs with columns of the same types, and what they have in common. */
    private record Alike(List<PlanNode> nodes, Schema schema) {}

    private Alike alike(SetOp operation) {
        List<PlanNode> inputs =
                operation.getInputs().stream().map(this::translate).toList();
        List<ColumnSchema> columns = new ArrayList<>();
        for (int i = 0; i < operation.getRowType().getFieldCount(); i++) {
            columns.add(commonColumn(operation, inputs, i));
        }
        Schema schema = distinct(columns);
        return new Alike(inputs.stream().map(input -> converted(input, schema)).toList(), schema);
    }

    private static PlanNode distinct(PlanNode all, Schema schema) {
        List<Integer> keys = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            keys.add(i);
        }
        return new PlanNode.GroupBy(all, keys, List.of(), schema);
    }

    private static ColumnSchema commonColumn(SetOp operation, List<PlanNode> inputs, int index) {
        var field = operation.getRowType().getFieldList().get(index);
        ColumnType calcites = SqlTypes.of(field.getType())
                .orElseThrow(() -> new Unsupported("type " + field.getType() + " is not supported", SqlKind.UNION));
        List<Typed> values =
                inputs.stream().map(input -> references(input).get(index)).toList();
        Unit unit = Units.common("put into one column", values, operation.kind);
        ColumnType type = NumberTypes.common(values, calcites);
        return new ColumnSchema(field.getName(), type, unit);
    }

    /** What is left of a query that is known to read nothing: its constant rows, mostly none. */
    private PlanNode constants(Values values) {
        List<ColumnSchema> columns = new ArrayList<>();
        for (RelDataTypeField field : values.getRowType().getFieldList()) {
            ColumnType type = SqlTypes.of(field.getType())
                    .orElseThrow(
                            () -> new Unsupported("type " + field.getType() + " is not supported", SqlKind.SELECT));
            columns.add(ColumnSchema.of(field.getName(), type));
        }
        Schema schema = distinct(columns);
        List<PlanNode> rows =
                values.getTuples().stream().map(tuple -> row(tuple, schema)).toList();
        return rows.size() == 1 ? rows.getFirst() : new PlanNode.UnionAll(rows, schema);
    }

    /** One row of constants: beside the count of nothing, which is always there. */
    private PlanNode row(List<RexLiteral> tuple, Schema schema) {
        Schema counted = new Schema(List.of(ColumnSchema.of("count", ColumnType.LONG)));
        AggregateCall count = AggregateCall.of(AggregateCall.Function.COUNT, -1, ColumnType.LONG, "COUNT(*)");
        PlanNode nothing = new PlanNode.UnionAll(List.of(), counted);
        PlanNode one = new PlanNode.GroupBy(nothing, List.of(), List.of(count), counted);
        List<Expression> constants = new ArrayList<>();
        for (RexLiteral literal : tuple) {
            ColumnType type = schema.column(constants.size()).type();
            Expression constant = literal.isNull()
                    ? Constant.missing(type, dictionary)
                    : expressions(one).translate(literal).expression();
            constants.add(expressions(one).converted(constant, type));
        }
        return new PlanNode.Project(one, constants, schema);
    }

    /** {@code input} with the types of {@code schema}. */
    private PlanNode converted(PlanNode input, Schema schema) {
        ExpressionTranslator expressions = expressions(input);
        List<Typed> columns = new ArrayList<>();
        boolean same = true;
        for (Typed column : references(input)) {
            Expression converted = expressions.converted(
                    column.expression(), schema.column(columns.size()).type());
            same &= converted.equals(column.expression());
            columns.add(new Typed(converted, column.unit()));
        }
        return same ? input : project(input, columns, schema.names());
    }

    private PlanNode first(org.apache.calcite.rel.core.Sort sort) {
        if (sort.fetch == null || sort.offset != null) {
            throw new Unsupported("ORDER BY needs LIMIT and no OFFSET in a view", SqlKind.ORDER_BY);
        }
        PlanNode input = translate(sort.getInput());
        List<Sort> order = new ArrayList<>();
        for (RelFieldCollation column : sort.getCollation().getFieldCollations()) {
            if (column.nullDirection == RelFieldCollation.NullDirection.FIRST) {
                throw new Unsupported("NULLS FIRST is not supported; nulls come last", SqlKind.NULLS_FIRST);
            }
            order.add(new Sort(column.getFieldIndex(), column.getDirection().isDescending()));
        }
        return new PlanNode.TopRows(input, List.of(), order, limit((RexLiteral) sort.fetch));
    }

    /** A number of rows that can be kept at hand. */
    static int limit(RexLiteral literal) {
        BigDecimal limit = ExpressionTranslator.value(literal, BigDecimal.class);
        if (limit.signum() <= 0 || limit.compareTo(BigDecimal.valueOf(MOST_ROWS)) > 0) {
            throw new Unsupported("number of rows=" + limit + ", expected 1 to " + MOST_ROWS, SqlKind.ORDER_BY);
        }
        return limit.intValue();
    }

    /** True when {@code node} contains a window function. */
    static boolean hasOver(RexNode node) {
        return RexOver.containsOver(node);
    }
}
