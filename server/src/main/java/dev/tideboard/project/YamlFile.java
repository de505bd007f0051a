package dev.tideboard.project;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML file as text and as nodes that know their positions; no values are constructed from it. */
record YamlFile(Path file, String text, List<Node> documents) {
    /** A project is written by people; anything larger is a mistake, and would cost memory. */
    private static final long MOST_BYTES = 3_000_000;

    private static final Pattern LIST_TYPE = Pattern.compile("(?<=: )([a-z]{1,20})\\[](?=\\s*[,}\\r\\n])");
    private static final char OPEN = '\uE000';
    private static final char CLOSE = '\uE001';

    /** Reads a file; what keeps it from being read is a problem and leaves it without documents. */
    static YamlFile read(Path file, Problems problems) {
        Optional<String> text = readText(file, problems);
        if (text.isEmpty()) {
            return new YamlFile(file, "", List.of());
        }
        List<Node> documents = new ArrayList<>();
        try {
            new Compose(settings(file)).composeAllFromString(bare(text.get())).forEach(documents::add);
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().map(mark -> position(file, mark)).orElse(Position.of(file));
            String context = e.getContext() == null ? "" : " " + e.getContext();
            problems.add(at, Rule.SYNTAX, "not YAML: " + oneLine(e.getProblem() + context));
            documents.clear();
        } catch (YamlEngineException e) {
            problems.add(Position.of(file), Rule.SYNTAX, "not YAML: " + oneLine(String.valueOf(e.getMessage())));
            documents.clear();
        }
        return new YamlFile(file, text.get(), documents);
    }

    /** Reads a file of the project as text, within bounds. */
    static Optional<String> readText(Path file, Problems problems) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                problems.add(Position.of(file), Rule.FILE, "the file has " + size + " bytes", "at most " + MOST_BYTES);
                return Optional.empty();
            }
            String text = Files.readString(file);
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.add(Position.of(file), Rule.FILE, "the file is not UTF-8 text", "UTF-8");
        } catch (IOException e) {
            problems.add(Position.of(file), Rule.FILE, "the file cannot be read: " + oneLine(e.toString()));
        }
        return Optional.empty();
    }

    /**
     * The text with {@code text[]} made digestible: YAML allows no bare brackets in a value between braces, but that is how
     * the type of a list is written everywhere. As long as before, so that positions hold; {@link #value} turns it back.
     */
    private static String bare(String text) {
        return LIST_TYPE.matcher(text).replaceAll(type -> type.group(1) + OPEN + CLOSE);
    }

    /** The text of a scalar. */
    static String value(ScalarNode node) {
        String value = node.getValue();
        return value.indexOf(OPEN) < 0 ? value : value.replace(OPEN, '[').replace(CLOSE, ']');
    }

    Position position(Node node) {
        return node.getStartMark().map(mark -> position(file, mark)).orElse(Position.of(file));
    }

    private static Position position(Path file, Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static LoadSettings settings(Path file) {
        return LoadSettings.builder()
                .setLabel(file.toString())
                .setSchema(new CoreSchema())
                .setUseMarks(true)
                .build();
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s+", " ").strip();
    }
}
