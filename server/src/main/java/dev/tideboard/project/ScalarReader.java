package dev.tideboard.project;

import dev.tideboard.data.NearestName;
import dev.tideboard.project.Value.Broken;
import dev.tideboard.project.Value.Scalar;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Checks single values against their shapes. One thread at a time. */
final class ScalarReader {
    private static final int LONGEST_NUMBER = 40;

    private final YamlFile file;
    private final Environment environment;
    private final Problems problems;

    ScalarReader(YamlFile file, Environment environment, Problems problems) {
        this.file = file;
        this.environment = environment;
        this.problems = problems;
    }

    Value read(ScalarNode node, Shape shape, String path) {
        if (node.getTag().equals(Tag.NULL)) {
            return refuse(node, Rule.WRONG_KIND, ShapeReader.where(path) + "found nothing", shape, "");
        }
        return switch (shape) {
            case Shape.Words words -> words(node, words, path);
            case Shape.Choice choice ->
                choice.words().contains(node.getValue())
                        ? scalar(node, node.getValue(), node.getValue(), shape)
                        : bad(
                                node,
                                shape,
                                path,
                                NearestName.to(node.getValue(), choice.words()).orElse(""));
            case Shape.Flag _ ->
                node.getTag().equals(Tag.BOOL)
                        ? scalar(node, node.getValue(), isTrue(node), shape)
                        : bad(node, shape, path, "");
            case Shape.Whole whole -> whole(node, whole, path);
            case Shape.Decimal _ ->
                isNumber(node) ? scalar(node, node.getValue(), number(node), shape) : bad(node, shape, path, "");
            default -> throw new IllegalArgumentException("not a scalar: " + shape);
        };
    }

    private Value words(ScalarNode node, Shape.Words words, String path) {
        Optional<String> withUnit = withUnit(node.getValue(), words);
        if (withUnit.isPresent()) {
            String finding = ShapeReader.where(path) + "found " + node.getValue() + " without a unit";
            return refuse(node, Rule.BAD_VALUE, finding, words, withUnit.get());
        }
        if (!node.getTag().equals(Tag.STR)) {
            String quoted = "; in quotes it is text: \"" + node.getValue() + "\"";
            return refuse(
                    node, Rule.WRONG_KIND, ShapeReader.where(path) + "found " + describe(node) + quoted, words, "");
        }
        String text = YamlFile.value(node);
        if (words.environment()) {
            Environment.Filled filled = environment.fill(text);
            filled.faults()
                    .forEach(fault -> problems.add(
                            file.position(node), Rule.ENVIRONMENT, ShapeReader.where(path) + fault, words.expected()));
            if (!filled.faults().isEmpty()) {
                return new Broken(file.position(node));
            }
            text = filled.text();
        }
        if (text.length() <= words.longest() && words.pattern().matcher(text).matches()) {
            return scalar(node, text, text, words);
        }
        String first = text.strip().split("\\s+", 2)[0];
        String nearest = words.environment()
                ? ""
                : NearestName.to(first, words.suggestions()).orElse("");
        return bad(node, words, path, nearest);
    }

    /** What a number was probably meant as where a duration is expected; small ones are hardly milliseconds. */
    private static Optional<String> withUnit(String text, Shape.Words words) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            return Optional.empty();
        }
        boolean isDuration = words.pattern().matcher("1s").matches()
                && !words.pattern().matcher(text).matches();
        String meant = text + (text.length() < 3 ? "s" : "ms");
        return isDuration && words.pattern().matcher(meant).matches() ? Optional.of(meant) : Optional.empty();
    }

    private Value whole(ScalarNode node, Shape.Whole whole, String path) {
        if (node.getTag().equals(Tag.INT) && number(node) instanceof Long value) {
            if (value >= whole.least() && value <= whole.most()) {
                return scalar(node, node.getValue(), value, whole);
            }
        }
        return bad(node, whole, path, "");
    }

    private Value bad(ScalarNode node, Shape shape, String path, String nearest) {
        return refuse(
                node,
                Rule.BAD_VALUE,
                ShapeReader.where(path) + "found " + Quote.of(YamlFile.value(node)),
                shape,
                nearest);
    }

    private Value refuse(Node node, Rule rule, String finding, Shape shape, String nearest) {
        Position at = file.position(node);
        problems.add(at, rule, finding, shape.expected(), nearest);
        return new Broken(at);
    }

    private Scalar scalar(ScalarNode node, String text, Object json, Shape shape) {
        return new Scalar(text, YamlFile.value(node), json, shape, node.getScalarStyle(), file.position(node));
    }

    private static boolean isTrue(ScalarNode node) {
        return node.getValue().equalsIgnoreCase("true");
    }

    private static boolean isNumber(ScalarNode node) {
        boolean tagged = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
        return tagged
                && node.getValue().length() <= LONGEST_NUMBER
                && number(node) instanceof Number value
                && Double.isFinite(value.doubleValue());
    }

    /** The number, or its text where it is none that Java reads: YAML also has 0x1f, 0o17 and .inf. */
    private static Object number(ScalarNode node) {
        String text = node.getValue();
        try {
            return node.getTag().equals(Tag.INT) ? (Object) Long.parseLong(text) : (Object) Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    static String describe(Node node) {
        return switch (node) {
            case SequenceNode _ -> "a list";
            case MappingNode _ -> "a map";
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) -> "nothing";
            case ScalarNode scalar
            when scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT) ->
                "the number " + Quote.of(scalar.getValue());
            case ScalarNode scalar when scalar.getTag().equals(Tag.BOOL) -> "the truth value " + scalar.getValue();
            case ScalarNode scalar -> "the text " + Quote.of(scalar.getValue());
            default -> "something else";
        };
    }
}
