package dev.tideboard.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Sorts views so that each comes after those it reads. */
final class ViewOrder {
    private ViewOrder() {}

    /**
     * The plans in dependency order.
     *
     * @param isTable whether a name is a table
     * @throws IllegalArgumentException when a name is taken twice, an input does not exist, or views read each other in a circle
     */
    static List<ViewPlan> sorted(List<ViewPlan> plans, Predicate<String> isTable) {
        Map<String, ViewPlan> waiting = new LinkedHashMap<>();
        for (ViewPlan plan : plans) {
            if (isTable.test(plan.name()) || waiting.put(plan.name(), plan) != null) {
                throw new IllegalArgumentException("view=" + plan.name() + " is there already: give it another name");
            }
        }
        List<ViewPlan> sorted = new ArrayList<>();
        while (!waiting.isEmpty()) {
            List<ViewPlan> ready = waiting.values().stream()
                    .filter(plan -> plan.inputs().stream().noneMatch(waiting::containsKey))
                    .toList();
            if (ready.isEmpty()) {
                throw new IllegalArgumentException("views=" + waiting.keySet() + " read each other in a circle");
            }
            ready.forEach(plan -> waiting.remove(plan.name()));
            sorted.addAll(ready);
        }
        for (ViewPlan plan : plans) {
            for (String input : plan.inputs()) {
                if (!isTable.test(input)
                        && plans.stream().noneMatch(other -> other.name().equals(input))) {
                    throw new IllegalArgumentException(
                            "view=" + plan.name() + " reads " + input + ", which is neither a table nor a view");
                }
            }
        }
        return sorted;
    }
}
