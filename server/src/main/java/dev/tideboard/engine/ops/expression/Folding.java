package dev.tideboard.engine.ops.expression;

import dev.tideboard.engine.RowFailure;
import java.util.List;

/** Computes what is constant once instead of for every row. */
public final class Folding {
    private Folding() {}

    /**
     * {@code expression}, whose operands are folded already, or the simpler one that means the same. What fails to
     * compute stays as it is, to fail on the rows that need it.
     */
    public static Expression fold(Expression expression) {
        if (expression instanceof Connective connective) {
            return connective(connective);
        }
        List<Expression> operands = expression.operands();
        if (operands.isEmpty()) {
            return expression;
        }
        boolean constant = operands.stream().allMatch(Constant.class::isInstance);
        if (constant) {
            return computed(expression);
        }
        return expression;
    }

    private static Expression computed(Expression expression) {
        try {
            return Constant.from(expression.evaluate(Rows.single()), 0, expression.type());
        } catch (RowFailure failure) {
            return expression;
        }
    }

    /** Without the operands that decide nothing; a constant where one decides alone. */
    private static Expression connective(Connective connective) {
        boolean neutral = connective.kind() == Connective.Kind.AND;
        List<Expression> open = connective.operands().stream()
                .filter(operand -> !isTruth(operand, neutral))
                .toList();
        if (open.isEmpty()) {
            return Constant.of(neutral);
        }
        for (Expression operand : open) {
            if (isTruth(operand, !neutral)) {
                return Constant.of(!neutral);
            }
        }
        return open.size() == 1 ? open.getFirst() : connective.withOperands(open);
    }

    private static boolean isTruth(Expression operand, boolean truth) {
        return operand instanceof Constant constant && !constant.missing() && constant.isTrue() == truth;
    }
}
