package dev.tideboard.project;

import dev.tideboard.project.Shape.Alternatives;
import dev.tideboard.project.Shape.Choice;
import dev.tideboard.project.Shape.Field;
import dev.tideboard.project.Shape.Form;
import dev.tideboard.project.Shape.ListOf;
import dev.tideboard.project.Shape.MapOf;
import dev.tideboard.project.Shape.Variants;
import dev.tideboard.project.Shape.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON Schema (draft 2020-12) of a project file, made from the description that files are checked against. Editors
 * complete and check with it; what needs more than one place to be known (that a name exists) it cannot say.
 */
public final class ProjectSchema {
    private final Map<String, Object> definitions = new TreeMap<>();

    private ProjectSchema() {}

    /** The schema as maps, lists, texts, numbers and booleans, in an order that does not change. */
    public static Map<String, Object> document() {
        ProjectSchema schema = new ProjectSchema();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", "Tideboard project");
        document.putAll(schema.body(Grammar.PROJECT));
        document.put("$defs", schema.definitions);
        return document;
    }

    private Map<String, Object> describe(Shape shape) {
        return switch (shape) {
            case Words words -> words(words);
            case Choice choice -> of("enum", choices(choice));
            case Shape.Whole whole -> of("type", "integer", "minimum", whole.least(), "maximum", whole.most());
            case Shape.Decimal _ -> of("type", "number");
            case Shape.Flag _ -> of("type", "boolean");
            case ListOf list ->
                of("type", "array", "items", describe(list.item()), "minItems", list.least(), "maxItems", list.most());
            case MapOf map ->
                of(
                        "type",
                        "object",
                        "propertyNames",
                        of("pattern", anchored(map.key())),
                        "additionalProperties",
                        describe(map.value()));
            case Form form -> reference(form);
            case Variants variants ->
                of("oneOf", variants.forms().stream().map(this::reference).toList());
            case Alternatives alternatives ->
                of("anyOf", alternatives.shapes().stream().map(this::describe).toList());
        };
    }

    private static Map<String, Object> words(Words words) {
        String pattern = anchored(words);
        return of(
                "type",
                "string",
                "pattern",
                words.environment() ? pattern + "|\\$\\{" : pattern,
                "maxLength",
                words.longest());
    }

    private static String anchored(Words words) {
        return "^(?:" + words.pattern().pattern() + ")$";
    }

    /** YAML reads an unquoted 5 as a number, which is as good as the word. */
    private static List<Object> choices(Choice choice) {
        List<Object> choices = new ArrayList<>(choice.words());
        choice.words().stream()
                .filter(word -> word.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .forEach(choices::add);
        return choices;
    }

    private Map<String, Object> reference(Form form) {
        if (!definitions.containsKey(form.name())) {
            definitions.put(form.name(), Map.of()); // a place kept, should a form ever contain itself
            definitions.put(form.name(), body(form));
        }
        return of("$ref", "#/$defs/" + form.name());
    }

    private Map<String, Object> body(Form form) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Field field : form.fields()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", field.meaning());
            property.putAll(describe(field.shape()));
            properties.put(field.key(), property);
        }
        Map<String, Object> body = of("description", form.meaning(), "type", "object", "properties", properties);
        List<String> required =
                form.fields().stream().filter(Field::required).map(Field::key).toList();
        if (!required.isEmpty()) {
            body.put("required", required);
        }
        body.put("additionalProperties", false);
        return body;
    }

    private static Map<String, Object> of(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
