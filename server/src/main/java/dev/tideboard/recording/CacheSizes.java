package dev.tideboard.recording;

import java.util.Locale;

/**
 * What a wide cache takes on disk beside its long form.
 *
 * @param wideCsv bytes of the wide CSV file
 * @param parquet bytes of the Parquet file; zero when none was written
 * @param longForm bytes that a CSV of one {@code at,code,metric,value} line per value would take
 */
public record CacheSizes(long wideCsv, long parquet, long longForm) {
    /** One line for the person who asked for the cache. */
    public String summary() {
        String csv = "wide CSV " + megabytes(wideCsv) + " (" + smaller(wideCsv) + " smaller than long form's "
                + megabytes(longForm) + ")";
        return parquet == 0 ? csv : csv + ", Parquet " + megabytes(parquet) + " (" + smaller(parquet) + " smaller)";
    }

    private String smaller(long bytes) {
        return String.format(Locale.ROOT, "%.0f %%", 100.0 * (longForm - bytes) / longForm);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
