/** Periods of the local calendar of a time zone, as instants: days of 23 and 25 hours, months, hours of the wall clock. */
@NullMarked
package dev.tideboard.engine.ops.calendar;

import org.jspecify.annotations.NullMarked;
