package dev.tideboard.engine.ops;

/** The least value, or the greatest. */
final class ExtremeFold extends ValueFold {
    private final int sign;
    private final WordOrder order;

    ExtremeFold(SortedRows rows, OverCall call, WordOrder order) {
        super(rows, call.of().column());
        this.sign = call.function() == OverCall.Function.MIN ? -1 : 1;
        this.order = order;
    }

    @Override
    public void add(int slot) {
        if (!isNull(slot) && (isMissing() || sign * order.compare(word(slot), word()) > 0)) {
            take(slot);
        }
    }
}
