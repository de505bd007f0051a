package dev.tideboard.engine;

import dev.tideboard.data.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A plan of one {@link PassThrough} over one table or view; counts its instances. */
record HandMadePlan(
        String name,
        String sql,
        Schema schema,
        List<String> key,
        List<String> inputs,
        SortedMap<String, String> parameterTypes,
        AtomicInteger instances)
        implements ViewPlan {

    static HandMadePlan over(String input, String name, String... key) {
        return new HandMadePlan(
                name,
                "SELECT * FROM " + input,
                Rows.READINGS,
                List.of(key),
                List.of(input),
                Collections.emptySortedMap(),
                new AtomicInteger());
    }

    HandMadePlan withSql(String other) {
        return new HandMadePlan(name, other, schema, key, inputs, parameterTypes, instances);
    }

    HandMadePlan withParameter(String parameter, String type) {
        SortedMap<String, String> types = new TreeMap<>(Map.of(parameter, type));
        return new HandMadePlan(name, sql, schema, key, inputs, types, instances);
    }

    @Override
    public Circuit instantiate(Binding binding) {
        if (binding.values().containsKey("colour")) {
            throw new BindingException("colour is neither a parameter nor a column of " + name);
        }
        instances.incrementAndGet();
        String input = inputs.getFirst();
        Circuit.Node node = new Circuit.Node(new PassThrough(schema), List.of(new Circuit.Input.Relation(input)));
        return new Circuit(List.of(node), Map.of(input, schema));
    }
}
