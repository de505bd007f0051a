/** The live feed over WebSocket. */
@NullMarked
package dev.tideboard.serve.ws;

import org.jspecify.annotations.NullMarked;
