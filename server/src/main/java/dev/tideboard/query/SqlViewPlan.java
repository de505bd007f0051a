package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Spelling;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.BindingException;
import dev.tideboard.engine.Circuit;
import dev.tideboard.engine.ViewPlan;
import dev.tideboard.engine.ops.expression.Connective;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.InputColumn;
import dev.tideboard.engine.ops.expression.Membership;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A view planned from SQL. Immutable; circuits made of it share nothing but the dictionary until they run in an engine. */
final class SqlViewPlan implements ViewPlan {
    private final ViewDefinition definition;
    private final PlanNode root;
    private final List<String> key;
    private final Dictionary dictionary;

    SqlViewPlan(ViewDefinition definition, PlanNode root, List<String> key, Dictionary dictionary) {
        this.definition = definition;
        this.root = root;
        this.key = List.copyOf(key);
        this.dictionary = dictionary;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public String sql() {
        return definition.sql();
    }

    @Override
    public Schema schema() {
        return root.schema();
    }

    @Override
    public List<String> key() {
        return key;
    }

    @Override
    public List<String> inputs() {
        Set<String> names = new TreeSet<>();
        collect(root, names);
        return List.copyOf(names);
    }

    private static void collect(PlanNode node, Set<String> names) {
        if (node instanceof PlanNode.Scan scan) {
            names.add(scan.relation().name());
        }
        node.inputs().forEach(input -> collect(input, names));
    }

    @Override
    public SortedMap<String, String> parameterTypes() {
        SortedMap<String, String> types = new TreeMap<>();
        definition.parameters().forEach((name, type) -> types.put(name, type.toString()));
        return types;
    }

    @Override
    public Circuit instantiate(Binding binding) {
        Map<String, List<Constant>> parameters = new TreeMap<>();
        List<Expression> filters = new ArrayList<>();
        binding.values().forEach((name, values) -> {
            ParameterType parameter = definition.parameters().get(name);
            if (parameter != null) {
                parameters.put(name, values(name, parameter, values));
            } else {
                filters.add(filter(name, values));
            }
        });
        PlanNode bound = new PlanBinder(Map.copyOf(parameters), dictionary).bind(root);
        if (!filters.isEmpty()) {
            Expression condition =
                    filters.size() == 1 ? filters.getFirst() : new Connective(Connective.Kind.AND, filters);
            bound = new PlanNode.Filter(bound, condition);
        }
        return PlanCompiler.compile(
                Panes.use(NearJoins.use(ColumnPruning.prune(FilterPushdown.push(bound)))), dictionary);
    }

    private List<Constant> values(String name, ParameterType parameter, List<String> values) {
        if (values.isEmpty()) {
            throw new BindingException("parameter=" + name + " was given no value; leave it out for all rows");
        }
        if (!parameter.isList() && values.size() > 1) {
            throw new BindingException("parameter=" + name + " takes one value (" + parameter + "), found "
                    + values.size() + ": " + values);
        }
        return constants(name, parameter.type(), values);
    }

    private Expression filter(String name, List<String> values) {
        int index = schema().indexOf(name);
        if (index < 0) {
            Set<String> known = new TreeSet<>(definition.parameters().keySet());
            known.addAll(schema().names());
            throw new BindingException(
                    "view=" + name() + " has no parameter or column " + name + SqlErrors.known(name, known));
        }
        ColumnSchema column = schema().column(index);
        InputColumn input = new InputColumn(index, column.name(), column.type());
        return new Membership(input, constants(name, column.type(), values));
    }

    private List<Constant> constants(String name, ColumnType type, List<String> values) {
        return values.stream().map(value -> constant(name, type, value)).toList();
    }

    private Constant constant(String name, ColumnType type, String value) {
        try {
            return switch (type.storage()) {
                case TEXT -> Constant.of(value, dictionary);
                case DOUBLE -> Constant.of(Spelling.real(value));
                case LONG -> Constant.of(type, number(type, value));
            };
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new BindingException(name + "=" + value + " is no " + type.spelling());
        }
    }

    /** Times also come as the feed sends them: milliseconds since the epoch. */
    private static long number(ColumnType type, String value) {
        boolean time = type == ColumnType.TIMESTAMP || type == ColumnType.DATE;
        boolean millis = time && value.matches("-?[0-9]{1,18}");
        return millis ? Long.parseLong(value) : Spelling.whole(value, type);
    }

    /** The plan as an indented tree, the result first. */
    String explain() {
        return PlanText.of(instantiate(Binding.NONE));
    }
}
