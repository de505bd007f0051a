package dev.tideboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class ProjectSchemaTest {
    private static final Path FULL = Path.of("src/test/resources/projects/full");

    @TempDir
    Path folder;

    @Test
    void acceptsTheDemoOfTheElectricityMarket() throws IOException {
        assertThat(new SchemaInterpreter(ProjectSchema.document()).accepts(yaml(Path.of("../demos/nem/nem.yaml"))))
                .isTrue();
    }

    @Test
    void theFullExampleIsRightAndUsesEveryKeyThereIs() throws IOException {
        SchemaInterpreter interpreter = new SchemaInterpreter(ProjectSchema.document());

        assertThat(interpreter.accepts(yaml(FULL.resolve("full.yaml")))).isTrue();
        assertThat(interpreter.seen).isEqualTo(allKeys());
        assertThat(new ProjectLoader(List.of(FULL), Environment.of(Map.of()), FixedColumns.FACTORY).load())
                .isInstanceOf(ProjectLoader.Loaded.class);
    }

    /** Everything is changed in places: the schema and the reader of files must agree about every result. */
    @Test
    void agreesWithTheReaderOnEveryDamagedExample() throws IOException {
        Object full = yaml(FULL.resolve("full.yaml"));
        SchemaInterpreter interpreter = new SchemaInterpreter(ProjectSchema.document());
        int refused = 0;
        for (int seed = 0; seed < 400; seed++) {
            Object damaged = damage(copy(full), new Random(seed));
            String text =
                    new Dump(DumpSettings.builder().setSchema(new CoreSchema()).build()).dumpToString(damaged);
            List<Problem> problems = shapeProblems(text);
            assertThat(interpreter.accepts(damaged))
                    .as("seed %s: %s%n%s", seed, problems, text)
                    .isEqualTo(problems.isEmpty());
            refused += problems.isEmpty() ? 0 : 1;
        }
        assertThat(refused).isBetween(80, 390);
    }

    private List<Problem> shapeProblems(String text) throws IOException {
        Problems problems = new Problems();
        YamlFile file = YamlFile.read(Files.writeString(folder.resolve("damaged.yaml"), text), problems);
        ShapeReader reader = new ShapeReader(file, Environment.of(Map.of()), problems);
        file.documents().forEach(document -> reader.read(document, Grammar.PROJECT, ""));
        return problems.sorted();
    }

    private static Set<String> allKeys() {
        Set<String> keys = new TreeSet<>();
        Map<String, Object> document = ProjectSchema.document();
        keysOf("project", document, keys);
        ((Map<?, ?>) java.util.Objects.requireNonNull(document.get("$defs")))
                .forEach((name, definition) -> keysOf(String.valueOf(name), (Map<?, ?>) definition, keys));
        return keys;
    }

    private static void keysOf(String name, Map<?, ?> definition, Set<String> keys) {
        ((Map<?, ?>) java.util.Objects.requireNonNull(definition.get("properties")))
                .keySet()
                .forEach(key -> keys.add(name + "." + key));
    }

    private static Object yaml(Path file) throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        return java.util.Objects.requireNonNull(new Load(settings).loadFromString(Files.readString(file)));
    }

    private static Object copy(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, Object> copied = new LinkedHashMap<>();
                map.forEach((key, each) -> copied.put(key, copy(each)));
                yield copied;
            }
            case List<?> list ->
                new ArrayList<>(list.stream().map(ProjectSchemaTest::copy).toList());
            default -> value;
        };
    }

    /** Walks down at random and changes what it meets there. */
    @SuppressWarnings("unchecked")
    private static @Nullable Object damage(Object value, Random random) {
        if (value instanceof Map<?, ?> untyped && !untyped.isEmpty() && random.nextInt(8) > 0) {
            Map<Object, @Nullable Object> map = (Map<Object, @Nullable Object>) untyped;
            Object key = new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
            Object child = java.util.Objects.requireNonNull(map.get(key));
            switch (random.nextInt(10)) {
                case 0 -> map.remove(key);
                case 1 -> {
                    map.remove(key);
                    map.put(key + "x", child);
                }
                case 2 ->
                    map.put(List.of("at", "title", "y", "no_key", "Bad Key").get(random.nextInt(5)), child);
                default -> map.put(key, damage(child, random));
            }
            return map;
        }
        if (value instanceof List<?> untyped && !untyped.isEmpty() && random.nextInt(8) > 0) {
            List<@Nullable Object> list = (List<@Nullable Object>) untyped;
            int index = random.nextInt(list.size());
            Object child = java.util.Objects.requireNonNull(list.get(index));
            if (random.nextInt(10) == 0) {
                list.remove(index);
            } else {
                list.set(index, damage(child, random));
            }
            return list;
        }
        return replacement(random);
    }

    private static @Nullable Object replacement(Random random) {
        return switch (random.nextInt(14)) {
            case 0 -> null;
            case 1 -> true;
            case 2 -> random.nextInt(20);
            case 3 -> -1.5;
            case 4 -> "";
            case 5 -> "readings";
            case 6 -> "5m";
            case 7 -> "text";
            case 8 -> "a.b";
            case 9 -> "../x.csv";
            case 10 -> new ArrayList<>();
            case 11 -> new ArrayList<>(List.of("at", "b"));
            case 12 -> new LinkedHashMap<>();
            default -> new LinkedHashMap<>(Map.of("column", "a"));
        };
    }
}
