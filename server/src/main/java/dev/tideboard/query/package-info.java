/** SQL text to checked plans to operators, through Apache Calcite; every error carries a position. */
@NullMarked
package dev.tideboard.query;

import org.jspecify.annotations.NullMarked;
