package dev.tideboard.extract.openelectricity;

/**
 * The times of an extract: a number of steps of equal length.
 *
 * @param first milliseconds since the epoch of step 0
 */
record TimeAxis(long first, long stepMillis, int steps) {
    /** The step of a time; -1 for a time that is not on the axis. */
    int step(long epochMillis) {
        long past = epochMillis - first;
        long step = past / stepMillis;
        return past < 0 || past % stepMillis != 0 || step >= steps ? -1 : (int) step;
    }

    long at(int step) {
        return first + step * stepMillis;
    }
}
