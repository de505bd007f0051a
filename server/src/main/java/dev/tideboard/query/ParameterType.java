package dev.tideboard.query;

import dev.tideboard.data.ColumnType;

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
        return ColumnType.spelled(element.strip())
                .map(type -> new ParameterType(type, list))
                .orElseThrow(() -> new IllegalArgumentException("type=" + spelling + ", expected one of "
                        + String.join(", ", ColumnType.spellings())
                        + ", or one of these followed by [] for a list"));
    }

    @Override
    public String toString() {
        return type.spelling() + (isList ? LIST : "");
    }
}
