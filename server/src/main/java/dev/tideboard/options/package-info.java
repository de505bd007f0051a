/** Settings from flags, environment, files and defaults, with where each came from. */
@NullMarked
package dev.tideboard.options;

import org.jspecify.annotations.NullMarked;
