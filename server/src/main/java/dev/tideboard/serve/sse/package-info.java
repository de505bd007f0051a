/** The live feed over server-sent events. */
@NullMarked
package dev.tideboard.serve.sse;

import org.jspecify.annotations.NullMarked;
