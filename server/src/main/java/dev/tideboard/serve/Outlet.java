package dev.tideboard.serve;

/**
 * One client's end of a wire. Its event loop only.
 *
 * @param <F> what the wire writes
 */
public interface Outlet<F> {

    Framing<F> framing();

    /** True while earlier frames wait for the client: nothing more may be written until the wire reports a drain. */
    boolean isFull();

    /** Writes frames, of which it may keep back what the client does not take yet. */
    void write(F frames);

    /** No view is left to tell about: a wire that carries one request ends, one that takes more requests stays. */
    void finished();

    /** Closes the connection at once, because the server stops or cannot go on. */
    void close();
}
