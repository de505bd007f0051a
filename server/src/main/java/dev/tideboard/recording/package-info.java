/** A stretch of market data on disk: the wide cache, its facilities, its import from files and its replay as events. */
@NullMarked
package dev.tideboard.recording;

import org.jspecify.annotations.NullMarked;
