package dev.tideboard.engine.ops;

import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.engine.ops.expression.TextOrder;

/** The order of the values behind words of one type. */
record WordOrder(ColumnType.Storage storage, Dictionary dictionary) {

    static WordOrder of(ColumnType type, Dictionary dictionary) {
        return new WordOrder(type.storage(), dictionary);
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
