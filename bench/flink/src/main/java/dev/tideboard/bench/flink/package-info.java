/** The grouped average of the engine's benchmark in Flink SQL. */
@NullMarked
package dev.tideboard.bench.flink;

import org.jspecify.annotations.NullMarked;
