/** The verbs of the command line. */
@NullMarked
package dev.tideboard.cli;

import org.jspecify.annotations.NullMarked;
