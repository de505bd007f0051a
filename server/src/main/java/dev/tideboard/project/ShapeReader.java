package dev.tideboard.project;

import dev.tideboard.data.NearestName;
import dev.tideboard.project.Shape.Alternatives;
import dev.tideboard.project.Shape.Choice;
import dev.tideboard.project.Shape.Field;
import dev.tideboard.project.Shape.Form;
import dev.tideboard.project.Shape.ListOf;
import dev.tideboard.project.Shape.MapOf;
import dev.tideboard.project.Shape.Variants;
import dev.tideboard.project.Shape.Words;
import dev.tideboard.project.Value.Broken;
import dev.tideboard.project.Value.Entries;
import dev.tideboard.project.Value.Entry;
import dev.tideboard.project.Value.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Checks the nodes of one file against a {@link Shape} and gives them as {@link Value}s; everything wrong becomes a
 * problem that names the path of keys to it. One thread at a time.
 */
final class ShapeReader {
    private final YamlFile file;
    private final ScalarReader scalars;
    private final Problems problems;

    ShapeReader(YamlFile file, Environment environment, Problems problems) {
        this.file = file;
        this.scalars = new ScalarReader(file, environment, problems);
        this.problems = problems;
    }

    /**
     * Reads {@code node} as {@code shape}.
     *
     * @param path the keys that lead to it, such as {@code tables.readings.key}; "" for the file itself
     */
    Value read(Node node, Shape shape, String path) {
        return switch (shape) {
            case ListOf list ->
                node instanceof SequenceNode sequence ? items(sequence, list, path) : wrongKind(node, shape, path);
            case MapOf map ->
                node instanceof MappingNode mapping ? map(mapping, map, path) : wrongKind(node, shape, path);
            case Form form ->
                node instanceof MappingNode mapping ? form(mapping, form, path) : wrongKind(node, shape, path);
            case Variants variants ->
                node instanceof MappingNode mapping ? variant(mapping, variants, path) : wrongKind(node, shape, path);
            case Alternatives alternatives -> alternative(node, alternatives, path);
            case Words _, Choice _, Shape.Whole _, Shape.Decimal _, Shape.Flag _ ->
                node instanceof ScalarNode scalar ? scalars.read(scalar, shape, path) : wrongKind(node, shape, path);
        };
    }

    private Value items(SequenceNode node, ListOf list, String path) {
        int size = node.getValue().size();
        if (size < list.least() || size > list.most()) {
            problems.add(
                    file.position(node),
                    Rule.BAD_VALUE,
                    where(path) + "the list has " + size + " items",
                    list.expected());
            return new Broken(file.position(node));
        }
        List<Value> values = new ArrayList<>();
        for (Node item : node.getValue()) {
            values.add(read(item, list.item(), path + "[" + (values.size() + 1) + "]"));
        }
        return new Items(List.copyOf(values), file.position(node));
    }

    private Value map(MappingNode node, MapOf map, String path) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Optional<String> key = key(tuple.getKeyNode(), path);
            if (key.isEmpty() || isRepeated(key.get(), tuple.getKeyNode(), entries, path)) {
                continue;
            }
            Position at = file.position(tuple.getKeyNode());
            if (!map.key().pattern().matcher(key.get()).matches()) {
                problems.add(
                        at,
                        Rule.BAD_VALUE,
                        where(path) + "the name " + Quote.of(key.get()) + " cannot be",
                        map.key().expected(),
                        suggestedName(key.get(), map.key()));
                entries.put(key.get(), new Entry(at, new Broken(at)));
                continue;
            }
            entries.put(key.get(), new Entry(at, read(tuple.getValueNode(), map.value(), join(path, key.get()))));
        }
        return new Entries("", entries, file.position(node));
    }

    /** The name with its letters lowered and the rest made {@code _}, where that is all it takes. */
    private static String suggestedName(String name, Words shape) {
        String lowered = name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return shape.pattern().matcher(lowered).matches() ? lowered : "";
    }

    private Value form(MappingNode node, Form form, String path) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Optional<String> key = key(tuple.getKeyNode(), path);
            if (key.isEmpty() || isRepeated(key.get(), tuple.getKeyNode(), entries, path)) {
                continue;
            }
            Optional<Field> field = form.fields().stream()
                    .filter(candidate -> candidate.key().equals(key.get()))
                    .findFirst();
            Position at = file.position(tuple.getKeyNode());
            if (path.isEmpty() && Grammar.NOT_YET.containsKey(key.get())) {
                problems.add(
                        at,
                        Rule.UNKNOWN_KEY,
                        key.get() + ": not there yet",
                        String.valueOf(Grammar.NOT_YET.get(key.get())));
                continue;
            }
            if (field.isEmpty()) {
                problems.unknown(
                        at,
                        Rule.UNKNOWN_KEY,
                        where(path) + "unknown key " + Quote.of(key.get()),
                        key.get(),
                        form.keys());
                continue;
            }
            Value value = read(tuple.getValueNode(), field.get().shape(), join(path, key.get()));
            entries.put(key.get(), new Entry(at, value));
        }
        requireFields(node, form, entries, path);
        return new Entries(form.name(), entries, file.position(node));
    }

    private void requireFields(MappingNode node, Form form, Map<String, Entry> entries, String path) {
        for (Field field : form.fields()) {
            if (field.required() && !entries.containsKey(field.key())) {
                problems.add(
                        file.position(node),
                        Rule.MISSING_KEY,
                        where(path) + "the key \"" + field.key() + "\" is missing",
                        field.shape().expected());
            }
        }
    }

    private Value variant(MappingNode node, Variants variants, String path) {
        List<String> keys = node.getValue().stream()
                .flatMap(tuple -> tuple.getKeyNode() instanceof ScalarNode key
                        ? java.util.stream.Stream.of(key.getValue())
                        : java.util.stream.Stream.empty())
                .toList();
        List<String> present =
                variants.discriminators().stream().filter(keys::contains).toList();
        if (present.size() == 1) {
            int index = variants.discriminators().indexOf(present.getFirst());
            return form(node, variants.forms().get(index), path);
        }
        Position at = file.position(node);
        if (present.isEmpty()) {
            String nearest = keys.stream()
                    .flatMap(key -> NearestName.to(key, variants.discriminators()).stream())
                    .findFirst()
                    .orElse("");
            problems.add(
                    at,
                    Rule.MISSING_KEY,
                    where(path) + "none of the keys that say what it is",
                    Problems.oneOf(variants.discriminators()),
                    nearest);
        } else {
            problems.add(
                    at,
                    Rule.CONFLICT,
                    where(path) + "the keys " + String.join(" and ", present) + " exclude each other",
                    "only " + String.join(" or ", present));
        }
        return new Broken(at);
    }

    private Value alternative(Node node, Alternatives alternatives, String path) {
        for (Shape shape : alternatives.shapes()) {
            boolean fits = switch (shape) {
                case ListOf _ -> node instanceof SequenceNode;
                case MapOf _, Form _, Variants _ -> node instanceof MappingNode;
                case Words _, Choice _, Shape.Whole _, Shape.Decimal _, Shape.Flag _ -> node instanceof ScalarNode;
                case Alternatives _ -> true;
            };
            if (fits) {
                return read(node, shape, path);
            }
        }
        return wrongKind(node, alternatives, path);
    }

    private Value wrongKind(Node node, Shape shape, String path) {
        Position at = file.position(node);
        problems.add(at, Rule.WRONG_KIND, where(path) + "found " + ScalarReader.describe(node), shape.expected());
        return new Broken(at);
    }

    private Optional<String> key(Node node, String path) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problems.add(
                file.position(node),
                Rule.WRONG_KIND,
                where(path) + "the key is " + ScalarReader.describe(node),
                "a name");
        return Optional.empty();
    }

    private boolean isRepeated(String key, Node node, Map<String, Entry> entries, String path) {
        Entry first = entries.get(key);
        if (first == null) {
            return false;
        }
        problems.add(
                file.position(node),
                Rule.DUPLICATE_KEY,
                where(path) + "the key " + Quote.of(key) + " appears again, first in line "
                        + first.key().line());
        return true;
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static String where(String path) {
        return path.isEmpty() ? "" : path + ": ";
    }
}
