package dev.tideboard.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges values by a JSON Schema, knowing just the keywords ours uses and refusing any other; notes which properties of
 * which definition it has seen. Written from the specification, apart from the code that makes the schema.
 */
final class SchemaInterpreter {
    private static final Set<String> KNOWN = Set.of(
            "$schema",
            "title",
            "description",
            "$defs",
            "$ref",
            "type",
            "enum",
            "pattern",
            "maxLength",
            "minimum",
            "maximum",
            "items",
            "minItems",
            "maxItems",
            "properties",
            "required",
            "additionalProperties",
            "propertyNames",
            "oneOf",
            "anyOf");

    private final Map<String, ?> root;
    private final Map<String, Pattern> patterns = new HashMap<>();
    final Set<String> seen = new TreeSet<>();

    SchemaInterpreter(Map<String, ?> root) {
        this.root = root;
    }

    boolean accepts(@Nullable Object value) {
        return accepts(root, "project", value);
    }

    @SuppressWarnings("unchecked")
    private boolean accepts(Object schemaObject, String name, @Nullable Object value) {
        Map<String, Object> schema = (Map<String, Object>) schemaObject;
        if (!KNOWN.containsAll(schema.keySet())) {
            throw new IllegalStateException("keywords " + schema.keySet() + " are not all known");
        }
        if (schema.get("$ref") instanceof String reference) {
            String target = reference.substring("#/$defs/".length());
            Map<String, Object> definitions = (Map<String, Object>) java.util.Objects.requireNonNull(root.get("$defs"));
            return accepts(java.util.Objects.requireNonNull(definitions.get(target)), target, value);
        }
        return isOfType(schema.get("type"), value)
                && (!(schema.get("enum") instanceof List<?> allowed) || allowed.contains(normal(value)))
                && text(schema, value)
                && number(schema, value)
                && list(schema, value)
                && object(schema, name, value)
                && count(schema.get("oneOf"), value, 1, 1)
                && count(schema.get("anyOf"), value, 1, Integer.MAX_VALUE);
    }

    private static @Nullable Object normal(@Nullable Object value) {
        return value instanceof Integer whole ? (Object) whole.longValue() : value;
    }

    private static boolean isOfType(@Nullable Object type, @Nullable Object value) {
        if (type instanceof List<?> types) {
            return types.stream().anyMatch(each -> isOfType(each, value));
        }
        return switch (String.valueOf(type)) {
            case "null" -> true; // the keyword is absent
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            default -> throw new IllegalStateException("type " + type);
        };
    }

    private boolean text(Map<String, Object> schema, @Nullable Object value) {
        if (!(value instanceof String text)) {
            return true;
        }
        boolean matches = !(schema.get("pattern") instanceof String pattern)
                || patterns.computeIfAbsent(pattern, Pattern::compile)
                        .matcher(text)
                        .find();
        return matches && (!(schema.get("maxLength") instanceof Number most) || text.length() <= most.intValue());
    }

    private static boolean number(Map<String, Object> schema, @Nullable Object value) {
        if (!(value instanceof Number number)) {
            return true;
        }
        return (!(schema.get("minimum") instanceof Number least) || number.doubleValue() >= least.doubleValue())
                && (!(schema.get("maximum") instanceof Number most) || number.doubleValue() <= most.doubleValue());
    }

    private boolean list(Map<String, Object> schema, @Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return true;
        }
        Object items = schema.get("items");
        return (!(schema.get("minItems") instanceof Number least) || list.size() >= least.intValue())
                && (!(schema.get("maxItems") instanceof Number most) || list.size() <= most.intValue())
                && (items == null || list.stream().allMatch(item -> accepts(items, "", item)));
    }

    private boolean object(Map<String, Object> schema, String name, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            return true;
        }
        if (schema.get("required") instanceof List<?> required
                && !object.keySet().containsAll(required)) {
            return false;
        }
        boolean accepted = true;
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            String key = String.valueOf(entry.getKey());
            Object names = schema.get("propertyNames");
            boolean named = names == null || accepts(names, "", key);
            accepted &= named && property(schema, name, key, entry.getValue());
        }
        return accepted;
    }

    private boolean property(Map<String, Object> schema, String name, String key, @Nullable Object value) {
        if (schema.get("properties") instanceof Map<?, ?> properties && properties.containsKey(key)) {
            seen.add(name + "." + key);
            return accepts(java.util.Objects.requireNonNull(properties.get(key)), "", value);
        }
        Object additional = schema.get("additionalProperties");
        if (additional instanceof Boolean allowed) {
            return allowed;
        }
        return additional == null || accepts(additional, "", value);
    }

    private boolean count(@Nullable Object schemas, @Nullable Object value, int least, int most) {
        if (!(schemas instanceof List<?> alternatives)) {
            return true;
        }
        long matching = alternatives.stream()
                .filter(schema -> accepts(schema, "", value))
                .count();
        return matching >= least && matching <= most;
    }
}
