package dev.tideboard.serve;

import io.vertx.ext.web.Router;

/** One way for clients to reach the server. Mounted once per event loop; keeps no state of its own between loops. */
public interface Wire {

    /** Adds the wire's routes for the connections of one event loop. */
    void mount(Router router, FeedLoop loop);
}
