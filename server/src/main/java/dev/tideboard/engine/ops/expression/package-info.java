/** Expressions over the columns of a batch: a closed set of records, each with its kernel over primitive arrays. */
@NullMarked
package dev.tideboard.engine.ops.expression;

import org.jspecify.annotations.NullMarked;
