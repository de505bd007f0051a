package dev.tideboard.data;

/** More distinct texts than the dictionary may hold; the row that brought the text must be refused. */
public final class DictionaryFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DictionaryFullException(String limit) {
        super(
                limit
                        + ": texts are kept until the server ends, so start it anew; send what differs in every row as numbers");
    }
}
