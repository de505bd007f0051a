/** Counters, health and the log format. */
@NullMarked
package dev.tideboard.observe;

import org.jspecify.annotations.NullMarked;
