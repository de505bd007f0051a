package dev.tideboard.options;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How values of one Java type are written and read in flags, environment variables and files.
 *
 * @param expected what to say is expected, as it reads after that word
 */
record OptionType(String expected, Function<String, Object> reader, Function<Object, String> writer) {

    /** The type for a record component, which must be one of those that have a spelling. */
    static OptionType of(Type type) {
        if (type == int.class) {
            return plain("a whole number", Integer::parseInt);
        }
        if (type == long.class) {
            return plain("a whole number", Long::parseLong);
        }
        if (type == double.class) {
            return plain("a number", OptionType::finite);
        }
        if (type == boolean.class) {
            return plain("true or false", OptionType::flag);
        }
        if (type == String.class) {
            return plain("text", text -> text);
        }
        if (type == Path.class) {
            return plain("a path", Path::of);
        }
        if (type == URI.class) {
            return plain("an address", URI::create);
        }
        if (type == Duration.class) {
            return new OptionType(
                    "a duration such as 500ms, 30s, 5m, 26h or 7d",
                    OptionType::duration,
                    value -> spell((Duration) value));
        }
        if (type instanceof Class<?> choice && choice.isEnum()) {
            return choice(choice);
        }
        if (type instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] == String.class) {
            return new OptionType("words with commas between", OptionType::words, value -> join((List<?>) value));
        }
        throw new IllegalArgumentException("type=" + type + " has no spelling as an option: keep() it, or use another");
    }

    private static OptionType plain(String expected, Function<String, Object> reader) {
        return new OptionType(expected, reader, String::valueOf);
    }

    private static Object finite(String text) {
        double value = Double.parseDouble(text);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    private static Object flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static OptionType choice(Class<?> type) {
        List<Object> constants = List.of(type.getEnumConstants());
        List<String> words = constants.stream().map(OptionType::word).toList();
        return new OptionType(
                "one of " + String.join(", ", words),
                text -> {
                    int index = words.indexOf(text);
                    if (index < 0) {
                        throw new IllegalArgumentException(text);
                    }
                    return constants.get(index);
                },
                OptionType::word);
    }

    private static String word(Object constant) {
        return String.valueOf(constant).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object words(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String join(List<?> words) {
        return String.join(",", words.stream().map(String::valueOf).toList());
    }

    private static Object duration(String text) {
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> throw new IllegalArgumentException(text);
        };
    }

    /** The largest unit that gives a whole number. */
    private static String spell(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
