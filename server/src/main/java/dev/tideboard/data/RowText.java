package dev.tideboard.data;

/** A row as text, for the message of a failure: times as SQL writes them, long rows cut off. */
public final class RowText {
    private static final int SHOWN_CHARACTERS = 300;

    private RowText() {}

    /** Names and values of one row. */
    public static String of(RowBatch batch, int row) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < batch.schema().size() && text.length() < SHOWN_CHARACTERS; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(batch.schema().column(i).name())
                    .append('=')
                    .append(Spelling.of(batch, i, row));
        }
        return text.append('}').toString();
    }
}
