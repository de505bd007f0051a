package dev.tideboard.project;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What may stand at one place of a project file. {@link Grammar} builds the whole project from these; {@link ShapeReader}
 * checks files against them and {@link ProjectSchema} describes them to editors, so the two cannot drift apart.
 */
sealed interface Shape {

    /** What to say is expected here, as it reads after the word "expected". */
    String expected();

    /**
     * Text that matches a pattern as a whole.
     *
     * @param environment whether {@code ${NAME}} stands for an environment variable
     * @param suggestions words the first word of a wrong text may have meant
     */
    record Words(String expected, Pattern pattern, int longest, boolean environment, List<String> suggestions)
            implements Shape {}

    /** One of a few words. */
    record Choice(List<String> words) implements Shape {
        @Override
        public String expected() {
            return Problems.oneOf(words);
        }
    }

    /** A whole number between two limits, both included. */
    record Whole(long least, long most) implements Shape {
        @Override
        public String expected() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** Any finite number. */
    record Decimal() implements Shape {
        @Override
        public String expected() {
            return "a number";
        }
    }

    /** True or false. */
    record Flag() implements Shape {
        @Override
        public String expected() {
            return "true or false";
        }
    }

    /** A list with a least and a greatest length. */
    record ListOf(Shape item, int least, int most) implements Shape {
        @Override
        public String expected() {
            return least == most ? "a list of " + least : "a list, each item " + item.expected();
        }
    }

    /** A map from names the project chooses. */
    record MapOf(Words key, Shape value) implements Shape {
        @Override
        public String expected() {
            return "a map from " + key.expected() + " to " + value.expected();
        }
    }

    /** A map with known keys; {@code name} is unique in the grammar. */
    record Form(String name, String meaning, List<Field> fields) implements Shape {
        @Override
        public String expected() {
            return "a map with the keys " + String.join(", ", keys());
        }

        List<String> keys() {
            return fields.stream().map(Field::key).toList();
        }
    }

    /** One of several forms, told apart by the key that each form lists first. */
    record Variants(String name, List<Form> forms) implements Shape {
        @Override
        public String expected() {
            return "a map with the key " + String.join(" or ", discriminators());
        }

        List<String> discriminators() {
            return forms.stream().map(form -> form.fields().getFirst().key()).toList();
        }
    }

    /** Either of several shapes, told apart by being a scalar, a list or a map. */
    record Alternatives(List<Shape> shapes) implements Shape {
        @Override
        public String expected() {
            return String.join(", or ", shapes.stream().map(Shape::expected).toList());
        }
    }

    /** A key of a {@link Form} with what it means. */
    record Field(String key, Shape shape, boolean required, String meaning) {
        static Field required(String key, Shape shape, String meaning) {
            return new Field(key, shape, true, meaning);
        }

        static Field optional(String key, Shape shape, String meaning) {
            return new Field(key, shape, false, meaning);
        }
    }
}
