package dev.tideboard.query;

import dev.tideboard.data.Schema;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Circuit;
import dev.tideboard.engine.Polling;
import dev.tideboard.engine.ViewPlan;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A view whose rows another engine finds, and which only filters them itself. Immutable.
 *
 * @param rows the view over the last result
 * @param inputs what the SQL reads
 */
record PolledPlan(SqlViewPlan rows, List<String> inputs, Polling how) implements ViewPlan {
    PolledPlan {
        inputs = List.copyOf(inputs);
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public String sql() {
        return rows.sql();
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public List<String> key() {
        return rows.key();
    }

    @Override
    public SortedMap<String, String> parameterTypes() {
        return rows.parameterTypes();
    }

    @Override
    public Optional<Polling> polling() {
        return Optional.of(how);
    }

    @Override
    public Circuit instantiate(Binding binding) {
        return rows.instantiate(binding);
    }
}
