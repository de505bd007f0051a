package dev.tideboard.project;

import dev.tideboard.data.ColumnType;

/** The type of a view's parameter; a list may be bound to any number of values. */
public record ParameterType(ColumnType type, boolean list) {

    /** The word for this type in a project. */
    public String spelling() {
        return type.spelling() + (list ? "[]" : "");
    }
}
