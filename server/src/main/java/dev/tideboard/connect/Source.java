package dev.tideboard.connect;

/**
 * Something that brings rows in, from start to close. How it is doing is not asked of it: each source keeps its {@link
 * SourceEntry} current, and the {@link SourceRegistry} shows all of them.
 */
public interface Source extends AutoCloseable {

    /** Its name in the project, in messages and in the quarantine. */
    String name();

    /**
     * Begins to take rows in and returns at once; what fails later is retried and visible in the registry. Called once.
     *
     * @throws SourceException when it cannot work as configured: the operator must change something
     */
    void start();

    /** Takes no more rows and lets go of everything; rows not acknowledged are the sender's again. */
    @Override
    void close();
}
