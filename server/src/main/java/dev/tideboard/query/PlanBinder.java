package dev.tideboard.query;

import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.ops.WindowSpan;
import dev.tideboard.engine.ops.expression.Case;
import dev.tideboard.engine.ops.expression.Comparison;
import dev.tideboard.engine.ops.expression.Connective;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Conversion;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.Folding;
import dev.tideboard.engine.ops.expression.InZone;
import dev.tideboard.engine.ops.expression.Like;
import dev.tideboard.engine.ops.expression.Membership;
import dev.tideboard.engine.ops.expression.Negation;
import dev.tideboard.engine.ops.expression.Parameter;
import dev.tideboard.engine.ops.expression.Test;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Puts values in the place of parameters. A parameter that was given none restricts nothing: a comparison with it lets
 * every row pass, whether it stands under NOT or not. Elsewhere it is null.
 *
 * @param values per bound parameter its values, at least one
 */
record PlanBinder(Map<String, List<Constant>> values, Dictionary dictionary) {

    PlanNode bind(PlanNode node) {
        return switch (node) {
            case PlanNode.Filter filter -> new PlanNode.Filter(bind(filter.input()), condition(filter.condition()));
            case PlanNode.TemporalFilter filter -> filter.over(bind(filter.input()), this::value);
            case PlanNode.Project project ->
                new PlanNode.Project(
                        bind(project.input()),
                        project.expressions().stream().map(this::value).toList(),
                        project.schema());
            case PlanNode.Windows windows ->
                new PlanNode.Windows(bind(windows.input()), windows.timeColumn(), span(windows), windows.schema());
            default -> node.withInputs(node.inputs().stream().map(this::bind).toList());
        };
    }

    private WindowSpan span(PlanNode.Windows windows) {
        return windows.span() instanceof WindowSpan.Local local
                        && !windows.zone().isEmpty()
                ? local.in(zone(windows.zone()))
                : windows.span();
    }

    /** The zone that a parameter names; UTC, as where the SQL names none, for one without a value. */
    private ZoneId zone(String parameter) {
        List<Constant> given = values.getOrDefault(parameter, List.of());
        return given.isEmpty()
                ? ZoneOffset.UTC
                : TimeZones.bound(parameter, given.getFirst().text());
    }

    private Expression condition(Expression condition) {
        return value(open(condition, true));
    }

    /** {@code expression} with values for its parameters, and computed as far as that goes. */
    private Expression value(Expression expression) {
        Expression opened = openConditions(expression);
        Expression bound = switch (opened) {
            case Parameter parameter -> single(parameter);
            case InZone part -> value(part.at(zone(part.parameter())));
            case Comparison comparison
            when isMany(comparison.right()) -> member(comparison, comparison.left(), (Parameter) comparison.right());
            case Comparison comparison
            when isMany(comparison.left()) -> member(comparison, comparison.right(), (Parameter) comparison.left());
            default ->
                opened.operands().isEmpty()
                        ? opened
                        : opened.withOperands(
                                opened.operands().stream().map(this::value).toList());
        };
        return Folding.fold(bound);
    }

    private boolean isMany(Expression operand) {
        return operand instanceof Parameter parameter
                && values.getOrDefault(parameter.name(), List.of()).size() > 1;
    }

    private Expression member(Comparison comparison, Expression operand, Parameter parameter) {
        Expression member = new Membership(value(operand), values.getOrDefault(parameter.name(), List.of()));
        return comparison.kind() == Comparison.Kind.NOT_EQUAL ? new Negation(member) : member;
    }

    private Expression single(Parameter parameter) {
        List<Constant> given = values.getOrDefault(parameter.name(), List.of());
        return given.isEmpty() ? Constant.missing(parameter.type(), dictionary) : given.getFirst();
    }

    /** The conditions inside a value, those of CASE and of FILTER, restrict rows as well. */
    private Expression openConditions(Expression part) {
        return switch (part) {
            case Case choice ->
                new Case(
                        choice.conditions().stream()
                                .map(condition -> open(condition, true))
                                .toList(),
                        choice.values(),
                        choice.type());
            case Test test when test.kind() == Test.Kind.TRUE -> new Test(test.kind(), open(test.operand(), true));
            default -> part;
        };
    }

    /** {@code condition} with each comparison that has nothing to compare with in place of what lets rows pass. */
    private Expression open(Expression condition, boolean passing) {
        return switch (condition) {
            case Connective connective ->
                new Connective(
                        connective.kind(),
                        connective.operands().stream()
                                .map(operand -> open(operand, passing))
                                .toList());
            case Negation negation -> new Negation(open(negation.operand(), !passing));
            case Test test ->
                switch (test.kind()) {
                    case TRUE, NOT_FALSE -> new Test(test.kind(), open(test.operand(), passing));
                    case FALSE, NOT_TRUE -> new Test(test.kind(), open(test.operand(), !passing));
                    case NULL, NOT_NULL -> test;
                };
            case Comparison comparison ->
                isOpen(comparison.left()) || isOpen(comparison.right()) ? Constant.of(passing) : comparison;
            case Like like -> isOpen(like.operand()) || isOpen(like.pattern()) ? Constant.of(passing) : like;
            default -> isOpen(condition) ? Constant.of(passing) : condition;
        };
    }

    private boolean isOpen(Expression operand) {
        return switch (operand) {
            case Parameter parameter -> !values.containsKey(parameter.name());
            case Conversion conversion -> isOpen(conversion.operand());
            default -> false;
        };
    }
}
