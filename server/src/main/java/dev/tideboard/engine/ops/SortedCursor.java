package dev.tideboard.engine.ops;

/** A place among sorted slots that moves from one to the next, the greatest first as the order asked for. Engine thread only. */
final class SortedCursor {
    private SortedSlots sorted = new SortedSlots();
    private int block;
    private int at;

    /** Goes to the row that is the same as the one in {@code slot}; false where there is none. */
    boolean seek(SortedSlots in, int slot, SortedSlots.Order order) {
        long place = in.place(slot, order);
        if (place < 0) {
            return false;
        }
        sorted = in;
        block = (int) (place >> 32);
        at = (int) place;
        return true;
    }

    /** Goes on by one; stays and gives false at the end. */
    boolean next() {
        if (at > sorted.startOf(block)) {
            at--;
            return true;
        }
        if (block == 0) {
            return false;
        }
        block--;
        at = sorted.startOf(block) + sorted.sizeOf(block) - 1;
        return true;
    }

    /** Goes back by one; stays and gives false at the start. */
    boolean previous() {
        if (at + 1 < sorted.startOf(block) + sorted.sizeOf(block)) {
            at++;
            return true;
        }
        if (block == sorted.lastBlock()) {
            return false;
        }
        block++;
        at = sorted.startOf(block);
        return true;
    }

    int slot() {
        return SlotEntries.slot(sorted.block(block), at);
    }

    int copies() {
        return SlotEntries.copies(sorted.block(block), at);
    }
}
