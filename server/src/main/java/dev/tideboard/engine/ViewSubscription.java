package dev.tideboard.engine;

import dev.tideboard.data.Snapshot;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener of one view instance. Called on the engine thread; closed from anywhere. */
final class ViewSubscription implements LiveViews.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(ViewSubscription.class);

    private final Snapshot snapshot;
    private final ViewListener listener;
    private final Consumer<ViewSubscription> onClose;
    private volatile boolean closed;

    ViewSubscription(Snapshot snapshot, ViewListener listener, Consumer<ViewSubscription> onClose) {
        this.snapshot = snapshot;
        this.listener = listener;
        this.onClose = onClose;
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.accept(this);
        }
    }

    /** A listener that throws missed a change, so it could never be right again: it is ended. */
    void changed(ViewChange change) {
        if (closed) {
            return;
        }
        try {
            listener.changed(change);
        } catch (RuntimeException e) {
            LOG.error("a listener failed at tick {} and is ended", change.tick(), e);
            tellEnd("the listener failed: " + e);
            close();
        }
    }

    void ended(String reason) {
        if (!closed) {
            closed = true;
            tellEnd(reason);
        }
    }

    private void tellEnd(String reason) {
        try {
            listener.ended(reason);
        } catch (RuntimeException e) {
            LOG.error("a listener failed at its end", e);
        }
    }
}
