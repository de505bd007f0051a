/** Live tables, the cycle that moves them, and the views kept up to date by deltas. One engine thread writes; everybody else reads snapshots. */
@NullMarked
package dev.tideboard.engine;

import org.jspecify.annotations.NullMarked;
