/** Incremental operators, one per file: each maps deltas to deltas and is tested against an oracle. */
@NullMarked
package dev.tideboard.engine.ops;

import org.jspecify.annotations.NullMarked;
