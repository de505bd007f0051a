package dev.tideboard.data;

/** More distinct texts than the dictionary may hold; the row that brought the text must be refused. */
public final class DictionaryFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DictionaryFullException(int capacity) {
        super("distinct texts > " + capacity + ": give high-cardinality columns a shorter retention");
    }
}
