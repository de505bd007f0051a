package dev.tideboard.engine.ops.expression;

import dev.tideboard.data.Column;
import dev.tideboard.data.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** CASE WHEN: the value of the first condition that is true, else the last value; a value is computed only where taken. */
public record Case(List<Expression> conditions, List<Expression> values, ColumnType type) implements Expression {

    /** Checks that there is one value more than conditions. */
    public Case {
        conditions = List.copyOf(conditions);
        values = List.copyOf(values);
        if (values.size() != conditions.size() + 1) {
            throw new IllegalArgumentException(
                    "values=" + values.size() + ", expected one more than conditions=" + conditions.size());
        }
    }

    @Override
    public List<Expression> operands() {
        List<Expression> all = new ArrayList<>(conditions);
        all.addAll(values);
        return all;
    }

    @Override
    public Expression withOperands(List<Expression> operands) {
        return new Case(
                operands.subList(0, conditions.size()), operands.subList(conditions.size(), operands.size()), type);
    }

    @Override
    public Column evaluate(Rows rows) {
        Result result = new Result(type, rows.capacity());
        Rows open = rows;
        for (int i = 0; i < conditions.size() && !open.isEmpty(); i++) {
            Rows taken = conditions.get(i).select(open);
            merge(values.get(i), taken, result);
            open = open.minus(taken);
        }
        merge(values.getLast(), open, result);
        return result.build();
    }

    private static void merge(Expression value, Rows taken, Result result) {
        if (taken.isEmpty()) {
            return;
        }
        Column column = value.evaluate(taken);
        for (int i = 0; i < taken.count(); i++) {
            result.copy(column, taken.selected()[i]);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("CASE");
        for (int i = 0; i < conditions.size(); i++) {
            text.append(" WHEN ").append(conditions.get(i)).append(" THEN ").append(values.get(i));
        }
        return text.append(" ELSE ").append(values.getLast()).append(" END").toString();
    }
}
