package dev.tideboard.project;

/** A column of another table, whose values are the only ones allowed. */
public record Reference(String table, String column) {}
