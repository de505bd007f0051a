package dev.tideboard.engine.ops;

import static dev.tideboard.engine.ops.SlotEntries.copies;
import static dev.tideboard.engine.ops.SlotEntries.slot;

import java.util.Arrays;

/**
 * Slots in order, the least first, each with how many copies of its row there are: how the latest row of a partition and
 * the greatest value of a group survive deletions. Engine thread only.
 *
 * <p>Rows mostly come in the order of time and go in that order too, so adding at the end and taking from the front move
 * nothing. Anything else is a binary search and a move within one block of at most {@value #BLOCK} slots, also among millions:
 * blocks are split when full and joined when a neighbour has room. Most partitions never have more than the last one.
 */
final class SortedSlots {
    static final int NONE = -1;

    private static final int BLOCK = 512;
    private static final int FIRST = 2;
    private static final long[] NO_BLOCK = new long[0];

    private long[] last = new long[2 * FIRST];
    private int lastSize;
    /** The blocks before the last one. */
    private long[][] earlier = {};

    private int[] sizes = {};
    /** How many copies the blocks before the last one hold. */
    private long[] copiesOf = {};

    private int earlierCount;
    /** Where the entries of the first block begin. */
    private int start;

    private int size;
    private long copies;

    /** What slots are ordered by. */
    interface Order {
        /** A number that is less when {@code slot} certainly comes first; the same where only a comparison can tell. */
        long prefix(int slot);

        /** Negative when {@code one} comes first, 0 when both hold the same. */
        int compare(int one, int other);
    }

    /** Who is shown entries. */
    @FunctionalInterface
    interface Visitor {
        /** Takes an entry; false when no more are wanted. */
        boolean visit(int slot, int copies);
    }

    int size() {
        return size;
    }

    /** How many copies of slots there are together. */
    long allCopies() {
        return copies;
    }

    /** The slot of copy number {@code rank}, counted from the least and from 0, which there is. */
    int at(long rank) {
        long left = rank;
        int index = 0;
        while (index < earlierCount && left >= copiesOf[index]) {
            left -= copiesOf[index++];
        }
        return SlotEntries.slotOf(block(index), startOf(index), left);
    }

    /** The least slot, or {@link #NONE}. */
    int first() {
        return size == 0 ? NONE : slot(block(0), start);
    }

    /** Takes the least slot with its copies out, and gives it; {@link #NONE} where fewer than {@code kept} would be left. */
    int removeFirstBeyond(int kept) {
        int slot = first();
        int fewer = slot == NONE ? 0 : copies(block(0), start);
        if (copies - fewer < kept) {
            return NONE;
        }
        copies -= fewer;
        count(0, -fewer);
        remove(0, start);
        return slot;
    }

    /** The greatest slot, or {@link #NONE}. */
    int last() {
        return lastSize == 0 ? NONE : slot(last, startOf(earlierCount) + lastSize - 1);
    }

    /** How many copies there are of the greatest. */
    int lastCopies() {
        return lastSize == 0 ? 0 : copies(last, startOf(earlierCount) + lastSize - 1);
    }

    int lastBlock() {
        return earlierCount;
    }

    long[] block(int index) {
        return index < earlierCount ? earlier[index] : last;
    }

    int startOf(int index) {
        return index == 0 ? start : 0;
    }

    int sizeOf(int index) {
        return index < earlierCount ? sizes[index] : lastSize;
    }

    /**
     * Adds copies of the row in {@code slot}, fewer than none to take them away. In the middle of a change a row may have
     * fewer than none; one with none leaves.
     *
     * @param free is given {@code slot} where another one holds the same row already, and the slot of a row that leaves
     */
    void add(int slot, int added, Order order, FreeSlots free) {
        copies += added;
        long prefix = order.prefix(slot);
        int index = earlierCount;
        int end = startOf(index) + lastSize;
        int at = ~end;
        int outcome = size == 0 ? -1 : SlotEntries.compare(last, end - 1, prefix, slot, order);
        if (outcome > 0) {
            index = blockOf(prefix, slot, order);
            at = SlotEntries.place(block(index), startOf(index), startOf(index) + sizeOf(index), slot, order);
        } else if (outcome == 0) {
            at = end - 1;
        }
        if (at < 0) {
            insert(index, ~at - startOf(index), prefix, (long) added << 32 | slot);
            return;
        }
        free.free(slot);
        count(index, added);
        long[] entries = block(index);
        int there = Math.addExact(copies(entries, at), added);
        int known = slot(entries, at);
        if (there == 0) {
            free.free(known);
            remove(index, at);
        } else {
            entries[2 * at + 1] = (long) there << 32 | known;
        }
    }

    /** The least slot, or where there is none any slot ever used: read without a decision. */
    int front() {
        return slot(block(0), start);
    }

    /** What the greatest slot is ordered by, or where there is none any number: read without a decision. */
    long lastPrefix() {
        return last[2 * Math.max(0, startOf(earlierCount) + lastSize - 1)];
    }

    /** The block, and behind it in half a long the place in it, of the row that is the same as that in {@code slot}; or -1. */
    long place(int slot, Order order) {
        if (size == 0) {
            return NONE;
        }
        long prefix = order.prefix(slot);
        int index = blockOf(prefix, slot, order);
        int at = SlotEntries.place(block(index), startOf(index), startOf(index) + sizeOf(index), slot, order);
        return at >= 0 ? (long) index << 32 | at : NONE;
    }

    private void remove(int index, int at) {
        int left = sizeOf(index) - 1;
        int before = at - startOf(index);
        long[] entries = block(index);
        if (index == 0 && before < left - before) {
            System.arraycopy(entries, 2 * start, entries, 2 * start + 2, 2 * before);
            start++;
        } else {
            System.arraycopy(entries, 2 * at + 2, entries, 2 * at, 2 * (left - before));
            start = index == 0 && left == 0 ? 0 : start;
        }
        setSize(index, left);
        size--;
        if (earlierCount > 0 && left < BLOCK / 4) {
            join(Math.max(0, index - 1));
        }
    }

    /** Shows the slots, greatest first, as long as more are wanted. */
    void fromLast(Visitor visitor) {
        for (int index = earlierCount; index >= 0; index--) {
            long[] entries = block(index);
            for (int i = startOf(index) + sizeOf(index) - 1; i >= startOf(index); i--) {
                if (!visitor.visit(slot(entries, i), copies(entries, i))) {
                    return;
                }
            }
        }
    }

    /** The greatest slot whose prefix is at most {@code prefix}, or less than it where {@code below}; or {@link #NONE}. */
    int floor(long prefix, boolean below) {
        if (size == 0) {
            return NONE;
        }
        int index = blockFrom(prefix, !below);
        int at = index > earlierCount ? 0 : placeFrom(index, prefix, !below) - startOf(index);
        if (at == 0 && index == 0) {
            return NONE;
        }
        int of = at > 0 ? index : index - 1;
        return slot(block(of), startOf(of) + (at > 0 ? at : sizeOf(of)) - 1);
    }

    /** The least slot whose prefix is above {@code prefix}, or {@link #NONE}. */
    int higher(long prefix) {
        int index = blockFrom(prefix, true);
        return index > earlierCount ? NONE : slot(block(index), placeFrom(index, prefix, true));
    }

    /** Shows the slots whose prefix is at least {@code prefix}, or above it, least first, as long as more are wanted. */
    void from(long prefix, boolean above, Visitor visitor) {
        int first = blockFrom(prefix, above);
        for (int index = first; index <= earlierCount; index++) {
            long[] entries = block(index);
            int end = startOf(index) + sizeOf(index);
            for (int i = index == first ? placeFrom(index, prefix, above) : startOf(index); i < end; i++) {
                if (!visitor.visit(slot(entries, i), copies(entries, i))) {
                    return;
                }
            }
        }
    }

    /** The first block that ends at or above {@code prefix}, one more than the last when there is none. */
    private int blockFrom(long prefix, boolean above) {
        int low = 0;
        int high = earlierCount + 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int end = startOf(middle) + sizeOf(middle);
            if (sizeOf(middle) == 0 // only where there is none at all
                    || SlotEntries.isBefore(block(middle), end - 1, prefix, above)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The first place in a block at or above {@code prefix}. */
    private int placeFrom(int index, long prefix, boolean above) {
        return SlotEntries.firstFrom(block(index), startOf(index), startOf(index) + sizeOf(index), prefix, above);
    }

    /** The first block whose last slot does not come before {@code slot}. */
    private int blockOf(long prefix, int slot, Order order) {
        int low = 0;
        int high = earlierCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (SlotEntries.compare(block(middle), startOf(middle) + sizeOf(middle) - 1, prefix, slot, order) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Puts an entry before that number {@code before} of a block. */
    private void insert(int index, int before, long prefix, long entry) {
        int count = sizeOf(index);
        if (count == BLOCK) {
            // what comes in order fills its blocks; only what comes between them leaves half of one free
            int left = before == BLOCK ? BLOCK : BLOCK / 2;
            split(index, left);
            boolean right = before > left || left == BLOCK;
            insert(right ? index + 1 : index, right ? before - left : before, prefix, entry);
            return;
        }
        if (index == 0 && before == 0 && start > 0) {
            start--;
        } else {
            makeRoom(index, before);
        }
        long[] entries = block(index);
        int at = startOf(index) + before;
        entries[2 * at] = prefix;
        entries[2 * at + 1] = entry;
        setSize(index, count + 1);
        count(index, entry >> 32);
        size++;
    }

    private void count(int index, long added) {
        if (index < earlierCount) {
            copiesOf[index] += added;
        }
    }

    private void recount(int index) {
        if (index < earlierCount) {
            copiesOf[index] = SlotEntries.copies(earlier[index], startOf(index), startOf(index) + sizes[index]);
        }
    }

    /** Moves the entries from {@code before} on by one, in a longer array if there is no room behind them. */
    private void makeRoom(int index, int before) {
        long[] entries = block(index);
        int count = sizeOf(index);
        int from = startOf(index);
        if (2 * (from + count) == entries.length) {
            boolean roomInFront = 4 * from >= from + count;
            long[] roomy = roomInFront ? entries : new long[Math.min(4 * BLOCK, 2 * entries.length)];
            System.arraycopy(entries, 2 * from, roomy, 0, 2 * count);
            setBlock(index, roomy);
            entries = roomy;
            from = 0;
            start = index == 0 ? 0 : start;
        }
        int at = from + before;
        System.arraycopy(entries, 2 * at, entries, 2 * at + 2, 2 * (count - before));
    }

    private void setBlock(int index, long[] entries) {
        if (index < earlierCount) {
            earlier[index] = entries;
        } else {
            last = entries;
        }
    }

    private void setSize(int index, int count) {
        if (index < earlierCount) {
            sizes[index] = count;
        } else {
            lastSize = count;
        }
    }

    /** Makes two blocks of one, with the first {@code left} entries in the first. */
    private void split(int index, int left) {
        long[] entries = block(index);
        int right = sizeOf(index) - left;
        long[] moved = new long[2 * BLOCK];
        System.arraycopy(entries, 2 * (startOf(index) + left), moved, 0, 2 * right);
        if (earlierCount == sizes.length) {
            int longer = Math.max(4, earlierCount * 2);
            earlier = Arrays.copyOf(earlier, longer);
            Arrays.fill(earlier, earlierCount, longer, NO_BLOCK);
            sizes = Arrays.copyOf(sizes, longer);
            copiesOf = Arrays.copyOf(copiesOf, longer);
        }
        int behind = earlierCount - index;
        System.arraycopy(earlier, index, earlier, index + 1, behind);
        System.arraycopy(sizes, index, sizes, index + 1, behind);
        System.arraycopy(copiesOf, index, copiesOf, index + 1, behind);
        earlierCount++;
        setBlock(index, entries);
        setSize(index, left);
        setBlock(index + 1, moved);
        setSize(index + 1, right);
        recount(index);
        recount(index + 1);
    }

    /** Makes one of block {@code index} and the next one if that leaves room for more, or if one of them is empty. */
    private void join(int index) {
        int left = sizeOf(index);
        int right = sizeOf(index + 1);
        if (left + right > BLOCK / 2 && left > 0 && right > 0) {
            return;
        }
        long[] both = new long[2 * BLOCK];
        System.arraycopy(block(index), 2 * startOf(index), both, 0, 2 * left);
        System.arraycopy(block(index + 1), 0, both, 2 * left, 2 * right);
        start = index == 0 ? 0 : start;
        int behind = earlierCount - index - 1;
        System.arraycopy(earlier, index + 1, earlier, index, behind);
        System.arraycopy(sizes, index + 1, sizes, index, behind);
        System.arraycopy(copiesOf, index + 1, copiesOf, index, behind);
        earlier[--earlierCount] = NO_BLOCK;
        setBlock(index, both);
        setSize(index, left + right);
        recount(index);
    }

    long stateBytes() {
        long blocks = Arrays.stream(earlier, 0, earlierCount)
                .mapToLong(block -> 16 + 8L * block.length)
                .sum();
        return 72 + 16 + 8L * last.length + 20L * sizes.length + blocks;
    }
}
