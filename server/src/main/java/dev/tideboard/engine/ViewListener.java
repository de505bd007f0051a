package dev.tideboard.engine;

/** Hears of one view instance. Called on the engine thread between ticks: must return at once and never block. */
public interface ViewListener {

    /** Rows changed, or the view failed or recovered. */
    void changed(ViewChange change);

    /** The view is gone (a project reload removed or replaced it); no further call follows. */
    void ended(String reason);
}
