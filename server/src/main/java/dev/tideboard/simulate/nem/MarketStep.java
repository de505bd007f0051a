package dev.tideboard.simulate.nem;

import dev.tideboard.recording.WideRow;

/**
 * One simulated interval: the readings, and what they do not tell.
 *
 * @param flows MW by line of {@link Interconnector#ALL}, above zero from its first region to its second
 * @param wanted the demand that each region had, MW in the order of the regions; more than served if some was cut off
 */
record MarketStep(WideRow row, double[] flows, double[] wanted) {}
