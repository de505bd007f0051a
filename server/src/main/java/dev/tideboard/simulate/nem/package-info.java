/** A simulator of the Australian electricity market: seeded, so that a run can be repeated, and made row by row. */
@NullMarked
package dev.tideboard.simulate.nem;

import org.jspecify.annotations.NullMarked;
