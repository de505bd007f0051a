package dev.tideboard.query;

import dev.tideboard.data.ColumnType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The declared type of a parameter: one value, or (spelled {@code text[]}) any number of them for {@code IN}. */
public record ParameterType(ColumnType type, boolean isList) {
    private static final String LIST = "[]";

    /**
     * Reads a spelling such as {@code double} or {@code text[]}.
     *
     * @throws IllegalArgumentException naming the spellings there are
     */
    public static ParameterType parse(String spelling) {
        boolean list = spelling.endsWith(LIST);
        String element = list ? spelling.substring(0, spelling.length() - LIST.length()) : spelling;
        return Arrays.stream(ColumnType.values())
                .filter(type -> type.spelling().equals(element.strip()) && type != ColumnType.INTERVAL)
                .map(type -> new ParameterType(type, list))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("type=" + spelling + ", expected one of "
                        + Arrays.stream(ColumnType.values())
                                .filter(type -> type != ColumnType.INTERVAL)
                                .map(ColumnType::spelling)
                                .collect(Collectors.joining(", "))
                        + ", or one of these followed by [] for a list"));
    }

    @Override
    public String toString() {
        return type.spelling() + (isList ? LIST : "");
    }
}
