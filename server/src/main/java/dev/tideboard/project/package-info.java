/** A project folder read into records: tables, sources, views and boards, with a position for every error. */
@NullMarked
package dev.tideboard.project;

import org.jspecify.annotations.NullMarked;
