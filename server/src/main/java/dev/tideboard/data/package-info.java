/**
 * Values that cross between the stations of a row: schemas, columns, batches, deltas and snapshots. Everything here is
 * immutable once published and may be read from any thread; nothing here knows who uses it.
 */
@NullMarked
package dev.tideboard.data;

import org.jspecify.annotations.NullMarked;
