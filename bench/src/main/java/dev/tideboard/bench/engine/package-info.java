/** Operators and views measured alone, with JMH. */
@NullMarked
package dev.tideboard.bench.engine;

import org.jspecify.annotations.NullMarked;
