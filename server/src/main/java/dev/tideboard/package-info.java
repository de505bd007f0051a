/** Tideboard, a real-time dashboard server: live rows in, SQL views kept up to date row by row, only the changes pushed out. */
@NullMarked
package dev.tideboard;

import org.jspecify.annotations.NullMarked;
