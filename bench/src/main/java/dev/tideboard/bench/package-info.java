/** Load generators and side-by-side measurements: run by {@code ./tideboard bench}, never shipped. */
@NullMarked
package dev.tideboard.bench;

import org.jspecify.annotations.NullMarked;
