package dev.tideboard.project;

/** A filter on a board: one name, and the view and column whose values it offers. */
public record Control(String filter, String view, String column, String title) {}
