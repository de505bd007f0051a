package dev.tideboard.extract.openelectricity;

import java.util.List;

/**
 * What an extract found.
 *
 * @param requests requests that were answered, tries not counted
 * @param facilities facilities written
 * @param withoutData facilities in operation of which the server had no value; not written
 * @param overCapacity facilities that at some time gave more than 1.1 times their capacity; kept as delivered
 * @param outOfSpan values whose time was not asked for; left out
 * @param partialSums values of facilities of which a unit had none at that time, though it has at others
 */
public record ExtractReport(
        int requests,
        int facilities,
        List<String> withoutData,
        List<String> overCapacity,
        long outOfSpan,
        long partialSums) {
    /** A line for the person who asked for the extract. */
    public String summary() {
        return facilities + " facilities from " + requests + " requests, " + withoutData.size()
                + " in operation without data"
                + (overCapacity.isEmpty()
                        ? ""
                        : ", above 1.1 x capacity as delivered: " + String.join(", ", overCapacity))
                + (outOfSpan == 0 ? "" : ", " + outOfSpan + " values outside the time asked for left out")
                + (partialSums == 0 ? "" : ", " + partialSums + " values of facilities without one of their units");
    }
}
