/** Comma-separated values, read with the place of every cell. Sees nothing else. */
@NullMarked
package dev.tideboard.csv;

import org.jspecify.annotations.NullMarked;
