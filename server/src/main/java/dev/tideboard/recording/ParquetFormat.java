package dev.tideboard.recording;

import java.nio.file.Path;
import java.util.List;

/** Writes and reads the wide cache as a Parquet file, for programs that analyse it by column. */
public interface ParquetFormat {
    /** Writes the rows of a wide CSV file to a Parquet file with the same columns: {@code at} as an instant, the rest doubles. */
    void convert(Path wideCsv, Path parquet);

    /** The names of all columns of the file. */
    List<String> columns(Path parquet);

    /** Walks the rows of the file, which has the columns of the layout in any order. */
    RowCursor rows(Path parquet, WideLayout layout);
}
