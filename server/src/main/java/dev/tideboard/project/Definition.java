package dev.tideboard.project;

import java.nio.file.Path;

/**
 * A named thing as written: its name, the place of the name, and its value.
 *
 * @param folder the project folder it belongs to
 * @param source the text of the file it stands in
 */
record Definition(String name, Position position, Value value, Path folder, String source) {

    /** The value as a map; an empty one where it is something else. */
    Value.Entries entries() {
        return value instanceof Value.Entries entries ? entries : Value.Entries.empty(value.at());
    }
}
