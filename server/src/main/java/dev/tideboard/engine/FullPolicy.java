package dev.tideboard.engine;

/** What an inlet does with rows for which its queue has no room; a project chooses by name. */
public enum FullPolicy {
    /** The sender waits: for input that can be held back. */
    BLOCK,
    /** The rows waiting longest make room and are counted as dropped: for input that cannot be acknowledged. */
    DROP_OLDEST,
    /** The new rows are refused at once: for senders that retry. */
    FAIL
}
