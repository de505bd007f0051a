/** What outlives the moment: the change log, the quarantine, Parquet files. */
@NullMarked
package dev.tideboard.store;

import org.jspecify.annotations.NullMarked;
