package dev.tideboard.project;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code ${NAME}} in a project gets its value from; {@code ${NAME:-fallback}} says what to use when it is not set.
 * Values may be secrets: they are put into records, never into messages.
 */
public final class Environment {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern INSIDE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?");

    private final Function<String, @Nullable String> variables;

    private Environment(Function<String, @Nullable String> variables) {
        this.variables = variables;
    }

    /** The environment of this process. */
    public static Environment ofProcess() {
        return new Environment(System::getenv);
    }

    /** Variables given by the caller; those it does not know come from this process. */
    public static Environment of(java.util.Map<String, String> variables) {
        java.util.Map<String, String> copy = java.util.Map.copyOf(variables);
        return new Environment(name -> copy.containsKey(name) ? copy.get(name) : System.getenv(name));
    }

    /** A text with its placeholders replaced, and what kept some from being replaced. */
    record Filled(String text, boolean changed, List<String> faults) {}

    Filled fill(String text) {
        if (!text.contains("${")) {
            return new Filled(text, false, List.of());
        }
        List<String> faults = new ArrayList<>();
        StringBuilder filled = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            placeholder.appendReplacement(filled, Matcher.quoteReplacement(value(placeholder.group(1), faults)));
        }
        placeholder.appendTail(filled);
        return new Filled(filled.toString(), true, faults);
    }

    private String value(@Nullable String inside, List<String> faults) {
        Matcher parts = INSIDE.matcher(inside == null ? "" : inside);
        if (!parts.matches()) {
            faults.add("${" + inside + "} is not the name of an environment variable");
            return "";
        }
        String name = parts.group(1);
        String value = variables.apply(name == null ? "" : name);
        String fallback = parts.group(2);
        if (value != null && !value.isEmpty()) {
            return value;
        }
        if (fallback == null) {
            faults.add("the environment variable " + name + " is not set");
            return "";
        }
        return fallback;
    }
}
