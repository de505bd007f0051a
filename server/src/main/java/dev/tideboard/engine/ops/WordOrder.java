package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.ops.expression.TextOrder;

/** The order of the values behind words of one type. */
record WordOrder(ColumnType.Storage storage, Dictionary dictionary) {

    static WordOrder of(ColumnType type, Dictionary dictionary) {
        return new WordOrder(type.storage(), dictionary);
    }

    /** A number whose order is that of the words, as far as a number can tell: for texts it is always the same. */
    long prefix(long word) {
        return switch (storage) {
            case LONG -> word;
            case DOUBLE ->
                word ^ ((word >> 63) & Long.MAX_VALUE); // the greater a negative number's bits the less it is
            case TEXT -> 0;
        };
    }

    int compare(long one, long other) {
        if (one == other) {
            return 0;
        }
        return switch (storage) {
            case LONG -> Long.compare(one, other);
            case DOUBLE -> Double.compare(Double.longBitsToDouble(one), Double.longBitsToDouble(other));
            case TEXT -> TextOrder.compare(dictionary.text((int) one), dictionary.text((int) other));
        };
    }
}
