package dev.tideboard.project;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** A checked piece of a project file with its position; what was wrong has been reported and is {@link Broken}. */
sealed interface Value {

    Position at();

    /** The value as JSON has it: text, whole numbers, decimals, booleans, lists and maps. */
    Object json();

    /** Stands where something wrong was, so that nobody reports its absence as well. */
    record Broken(Position at) implements Value {
        @Override
        public Object json() {
            return "";
        }
    }

    /**
     * One scalar.
     *
     * @param text as written, environment variables filled in
     * @param raw as written
     */
    record Scalar(String text, String raw, Object json, Shape shape, ScalarStyle style, Position at) implements Value {

        /** How messages quote it: never with the value of an environment variable. */
        String quoted() {
            return Quote.of(raw);
        }

        /** Credentials may hide in here. */
        @Override
        public String toString() {
            return quoted();
        }
    }

    /** A list. */
    record Items(List<Value> values, Position at) implements Value {
        @Override
        public Object json() {
            return values.stream().map(Value::json).toList();
        }
    }

    /** A value with the place of its key. */
    record Entry(Position key, Value value) {}

    /**
     * A map, in the order of the file.
     *
     * @param form the name of the form it was read as, or "" for names the project chooses
     */
    record Entries(String form, Map<String, Entry> entries, Position at) implements Value {
        static Entries empty(Position at) {
            return new Entries("", Map.of(), at);
        }

        @Override
        public Object json() {
            Map<String, Object> json = new LinkedHashMap<>();
            entries.forEach((key, entry) -> json.put(key, entry.value().json()));
            return json;
        }

        boolean has(String key) {
            return entries.containsKey(key);
        }

        /** Where the value of {@code key} is, or this map where there is none. */
        Position at(String key) {
            Entry entry = entries.get(key);
            return entry == null ? at : entry.value().at();
        }

        Position keyAt(String key) {
            Entry entry = entries.get(key);
            return entry == null ? at : entry.key();
        }

        String text(String key, String otherwise) {
            return entries.get(key) instanceof Entry(Position _, Scalar scalar) ? scalar.text() : otherwise;
        }

        boolean flag(String key) {
            return entries.get(key) instanceof Entry(Position _, Scalar scalar)
                    && scalar.json() instanceof Boolean on
                    && on;
        }

        int whole(String key, int otherwise) {
            return entries.get(key) instanceof Entry(Position _, Scalar scalar) && scalar.json() instanceof Long number
                    ? Math.toIntExact(number)
                    : otherwise;
        }

        Duration duration(String key, Duration otherwise) {
            return entries.get(key) instanceof Entry(Position _, Scalar scalar)
                    ? Durations.parse(scalar.text())
                    : otherwise;
        }

        /** The map at {@code key}, or an empty one. */
        Entries map(String key) {
            return entries.get(key) instanceof Entry(Position _, Entries map) ? map : empty(at(key));
        }

        /** The list at {@code key}, a single value as a list of one, or nothing. */
        List<Value> list(String key) {
            Entry entry = entries.get(key);
            if (entry == null || entry.value() instanceof Broken) {
                return List.of();
            }
            return entry.value() instanceof Items items ? items.values() : List.of(entry.value());
        }

        /** The scalars of the list at {@code key}, or the one scalar there. */
        List<Scalar> scalars(String key) {
            List<Scalar> scalars = new ArrayList<>();
            for (Value value : list(key)) {
                if (value instanceof Scalar scalar) {
                    scalars.add(scalar);
                }
            }
            return scalars;
        }
    }
}
