/** Subscriptions, conflation and the frames that clients receive. */
@NullMarked
package dev.tideboard.serve;

import org.jspecify.annotations.NullMarked;
