package dev.tideboard.project;

import java.nio.file.Path;

/** Where in a project's files something is written; lines and columns count from 1, and 0 means the file as a whole. */
public record Position(Path file, int line, int column) implements Comparable<Position> {

    /** The file as a whole. */
    public static Position of(Path file) {
        return new Position(file, 0, 0);
    }

    @Override
    public int compareTo(Position other) {
        int byFile = file.compareTo(other.file);
        if (byFile != 0) {
            return byFile;
        }
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** {@code file:line:column}, the spelling that editors and terminals make clickable. */
    @Override
    public String toString() {
        return line == 0 ? file.toString() : file + ":" + line + ":" + column;
    }
}
