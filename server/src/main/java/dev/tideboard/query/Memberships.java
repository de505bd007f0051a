package dev.tideboard.query;

import dev.tideboard.engine.ops.expression.Comparison;
import dev.tideboard.engine.ops.expression.Connective;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.engine.ops.expression.Expression;
import dev.tideboard.engine.ops.expression.Membership;
import java.util.ArrayList;
import java.util.List;

/** Puts {@code a = 1 OR a = 2}, which is what IN becomes on its way through Calcite, back together. */
final class Memberships {
    private Memberships() {}

    /** {@code expression}, with a disjunction of comparisons of one operand with constants as one membership. */
    static Expression merged(Expression expression) {
        if (!(expression instanceof Connective any) || any.kind() != Connective.Kind.OR) {
            return expression;
        }
        List<Constant> allowed = new ArrayList<>();
        List<Expression> others = new ArrayList<>();
        List<Expression> subjects = new ArrayList<>();
        collect(any, subjects, allowed, others);
        if (allowed.size() < 2) {
            return expression;
        }
        others.addFirst(new Membership(subjects.getFirst(), allowed));
        return others.size() == 1 ? others.getFirst() : new Connective(Connective.Kind.OR, others);
    }

    /** The first operand compared with a constant is the subject; what is compared with something else stays apart. */
    private static void collect(
            Connective any, List<Expression> subjects, List<Constant> allowed, List<Expression> others) {
        for (Expression operand : any.operands()) {
            boolean merges = operand instanceof Comparison equal
                    && equal.kind() == Comparison.Kind.EQUAL
                    && equal.right() instanceof Constant
                    && (subjects.isEmpty() || subjects.getFirst().equals(equal.left()));
            if (merges && operand instanceof Comparison equal && equal.right() instanceof Constant constant) {
                subjects.add(equal.left());
                allowed.add(constant);
            } else {
                others.add(operand);
            }
        }
    }
}
