package dev.tideboard.engine;

import dev.tideboard.data.Delta;
import dev.tideboard.data.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A hand-made plan that keeps the rows with a power that is not negative. */
record FilteredPlan(String name, String input) implements ViewPlan {
    @Override
    public String sql() {
        return "SELECT * FROM " + input + " WHERE power >= 0";
    }

    @Override
    public Schema schema() {
        return Rows.READINGS;
    }

    @Override
    public List<String> key() {
        return EngineFixture.KEY;
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    @Override
    public SortedMap<String, String> parameterTypes() {
        return Collections.emptySortedMap();
    }

    @Override
    public Circuit instantiate(Binding binding) {
        List<Circuit.Input> inputs = List.of(new Circuit.Input.Relation(input));
        return new Circuit(List.of(new Circuit.Node(new NotNegative(), inputs)), Map.of(input, Rows.READINGS));
    }

    private static final class NotNegative implements Operator {
        @Override
        public Schema output() {
            return Rows.READINGS;
        }

        @Override
        public Delta step(List<Delta> inputs) {
            Delta in = inputs.getFirst();
            int[] kept = new int[in.size()];
            int count = 0;
            for (int row = 0; row < in.size(); row++) {
                if (in.rows().doubles(2).get(row) >= 0) {
                    kept[count++] = row;
                }
            }
            return in.gather(kept, count);
        }

        @Override
        public String describe() {
            return "filter power >= 0";
        }
    }
}
