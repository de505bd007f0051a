package dev.tideboard.project;

/** What a {@link Problem} breaks; the code never changes its meaning, so that people can search for it. */
public enum Rule {
    /** The file cannot be read, or lies outside the project's folder. */
    FILE("PRJ-0001"),
    /** The file is not YAML or not CSV. */
    SYNTAX("PRJ-0002"),
    /** A key appears twice in one place. */
    DUPLICATE_KEY("PRJ-0003"),
    /** A key that means nothing there. */
    UNKNOWN_KEY("PRJ-0004"),
    /** A key that must be there is not. */
    MISSING_KEY("PRJ-0005"),
    /** A list where text was expected, and the like. */
    WRONG_KIND("PRJ-0006"),
    /** A value that cannot be. */
    BAD_VALUE("PRJ-0007"),
    /** A name of something that does not exist. */
    UNKNOWN_NAME("PRJ-0008"),
    /** Two things of the same name. */
    DUPLICATE_NAME("PRJ-0009"),
    /** A name that SQL or the server needs for itself. */
    RESERVED_NAME("PRJ-0010"),
    /** Two settings that do not go together. */
    CONFLICT("PRJ-0011"),
    /** Two panels on the same cells of a board. */
    OVERLAP("PRJ-0012"),
    /** An environment variable that is not set. */
    ENVIRONMENT("PRJ-0013"),
    /** SQL that cannot be planned. */
    SQL("PRJ-0014"),
    /** A view whose key is not the one it asserts. */
    KEY("PRJ-0015"),
    /** A table that would grow without bound, and does not say that it may. */
    UNBOUNDED("PRJ-0016"),
    /** A parameter that nothing reads; a warning. */
    UNUSED("PRJ-0017");

    private final String code;

    Rule(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
