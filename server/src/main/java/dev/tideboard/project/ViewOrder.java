package dev.tideboard.project;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order in which views can be planned: each after those it reads. It looks at words only (a name after FROM, JOIN or
 * TABLE, or after a comma of a FROM list), because planning itself needs the order.
 */
final class ViewOrder {
    /** A string, a comment, a quoted or plain word, or one other character. */
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|--[^\\n]*|/\\*[\\s\\S]*?\\*/|\"[^\"]*\"|[A-Za-z_][A-Za-z0-9_]*|\\S");

    private static final Set<String> BEFORE_NAME = Set.of("FROM", "JOIN", "TABLE");
    /** What ends a FROM list, so that a comma after it means nothing here. */
    private static final Set<String> CLAUSES =
            Set.of("WHERE", "GROUP", "HAVING", "QUALIFY", "ORDER", "LIMIT", "UNION", "SELECT", "ON", "WINDOW");

    private final Set<String> others;
    private final Map<String, View> views = new LinkedHashMap<>();
    private final Map<String, Set<String>> inputs = new LinkedHashMap<>();
    private final List<View> sorted = new ArrayList<>();
    private final List<Circle> circles = new ArrayList<>();
    private final Set<String> done = new LinkedHashSet<>();

    /** Views of which each reads the next and the last the first. */
    record Circle(List<View> views) {
        String path() {
            List<String> names = new ArrayList<>(views.stream().map(View::name).toList());
            names.add(names.getFirst());
            return String.join(" reads ", names);
        }
    }

    private ViewOrder(Set<String> others) {
        this.others = others;
    }

    /** Orders {@code views}; reading one of {@code others} is noted as an input too. */
    static ViewOrder of(List<View> views, Set<String> others) {
        ViewOrder order = new ViewOrder(others);
        views.forEach(view -> order.views.put(view.name(), view));
        views.forEach(view -> order.inputs.put(view.name(), order.read(view)));
        views.forEach(view -> order.visit(view, new ArrayList<>()));
        return order;
    }

    List<View> sorted() {
        return List.copyOf(sorted);
    }

    List<Circle> circles() {
        return List.copyOf(circles);
    }

    /** The views, and those of the others, that {@code view} reads. */
    Set<String> inputs(View view) {
        return inputs.getOrDefault(view.name(), Set.of());
    }

    private void visit(View view, List<View> path) {
        int start = path.indexOf(view);
        if (start >= 0) {
            circles.add(new Circle(List.copyOf(path.subList(start, path.size()))));
            return;
        }
        if (!done.contains(view.name())) {
            path.add(view);
            for (String input : inputs(view)) {
                View read = views.get(input);
                if (read != null) {
                    visit(read, path);
                }
            }
            path.removeLast();
            if (done.add(view.name())) {
                sorted.add(view);
            }
        }
    }

    private Set<String> read(View view) {
        Set<String> names = new LinkedHashSet<>();
        boolean expectsName = false;
        boolean inList = false;
        Matcher token = TOKEN.matcher(view.sql().text());
        while (token.find()) {
            String word = token.group();
            String upper = word.toUpperCase(Locale.ROOT);
            if (word.startsWith("'") || word.startsWith("--") || word.startsWith("/*")) {
                continue;
            }
            if (BEFORE_NAME.contains(upper)) {
                expectsName = true;
                inList = true;
            } else if (CLAUSES.contains(upper)) {
                expectsName = false;
                inList = false;
            } else if (word.equals(",")) {
                expectsName = inList;
            } else {
                String name = word.replace("\"", "");
                if (expectsName && (views.containsKey(name) || others.contains(name))) {
                    names.add(name);
                }
                expectsName = false;
            }
        }
        return names;
    }
}
