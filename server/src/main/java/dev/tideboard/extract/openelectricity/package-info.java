/** Fetches a stretch of the Australian market from the OpenElectricity programming interface, version 4. */
@NullMarked
package dev.tideboard.extract.openelectricity;

import org.jspecify.annotations.NullMarked;
