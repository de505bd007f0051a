package dev.tideboard.query;

import java.util.Locale;
import java.util.Map;

/** How calls of functions of several arguments are written. */
final class FunctionForms {
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("ROUND", "ROUND(x[, digits])"),
            Map.entry("COUNT", "COUNT(*) or COUNT(x)"),
            Map.entry("NULLIF", "NULLIF(x, y)"),
            Map.entry("MOD", "MOD(x, y)"),
            Map.entry("POWER", "POWER(x, n)"),
            Map.entry("ARG_MIN", "ARG_MIN(x, by)"),
            Map.entry("ARG_MAX", "ARG_MAX(x, by)"),
            Map.entry("LAG", "LAG(x[, n[, default]]) OVER (…)"),
            Map.entry("LEAD", "LEAD(x[, n[, default]]) OVER (…)"),
            Map.entry("ROW_NUMBER", "ROW_NUMBER() OVER (…)"),
            Map.entry("RANK", "RANK() OVER (…)"),
            Map.entry("DENSE_RANK", "DENSE_RANK() OVER (…)"),
            Map.entry("NOW", "NOW()"),
            Map.entry("COALESCE", "COALESCE(x, y, …)"),
            Map.entry("GREATEST", "GREATEST(x, y, …)"),
            Map.entry("LEAST", "LEAST(x, y, …)"),
            Map.entry("TUMBLE", "TUMBLE(TABLE t, DESCRIPTOR(time), size[, offset][, 'zone'])"),
            Map.entry("HOP", "HOP(TABLE t, DESCRIPTOR(time), slide, size[, offset][, 'zone'])"));

    private FunctionForms() {}

    /** How a call of {@code function} is written. */
    static String of(String function) {
        return FORMS.getOrDefault(function.toUpperCase(Locale.ROOT), function + "(x)");
    }
}
