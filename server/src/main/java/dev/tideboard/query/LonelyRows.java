package dev.tideboard.query;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.ops.expression.Constant;
import dev.tideboard.query.ExpressionTranslator.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The rows of one side of a join that are in no pair, whatever made the pairs: those for which no pair begins (or ends) with
 * the same row. Rows are told apart by a key of theirs, or by all their columns.
 *
 * @param pairs the columns of the left side, then those of the right, of all rows that match
 */
record LonelyRows(PlanTranslator plans, PlanNode pairs) {

    /** Rows of {@code side} that are in no pair, where its columns begin at {@code start}. */
    PlanNode of(PlanNode side, int start) {
        List<Typed> own = new ArrayList<>();
        List<Typed> paired = new ArrayList<>();
        for (int column : identity(side)) {
            ColumnSchema schema = side.schema().column(column);
            own.addAll(NullSafeKeys.of(column, schema, plans.dictionary()));
            paired.addAll(NullSafeKeys.of(column + start, schema, plans.dictionary()));
        }
        return new JoinTranslator(plans).semi(side, own, pairs, paired, true);
    }

    /** Where no pair has a row, the columns of that side are null: {@code rows} with these before or behind them. */
    PlanNode beside(PlanNode rows, Schema missing, boolean before) {
        List<Typed> nulls = missing.columns().stream()
                .map(column -> new Typed(Constant.missing(column.type(), plans.dictionary()), column.unit()))
                .toList();
        List<Typed> columns = new ArrayList<>(PlanTranslator.references(rows));
        columns.addAll(before ? 0 : columns.size(), nulls);
        return PlanTranslator.project(rows, columns, pairs.schema().names());
    }

    /** The columns of the first key there is, else all. */
    private static Set<Integer> identity(PlanNode side) {
        List<? extends Iterable<Integer>> keys = PlanKeys.of(side).candidates();
        Set<Integer> columns = new TreeSet<>();
        if (keys.isEmpty()) {
            IntStream.range(0, side.schema().size()).forEach(columns::add);
        } else {
            keys.getFirst().forEach(columns::add);
        }
        return columns;
    }
}
