package dev.tideboard.engine;

import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Moves money among its own accounts, a batch being one or more whole transfers. One thread at a time. */
final class Teller {
    static final int FIRST_ACCOUNTS = 20;
    private static final int MOST_ACCOUNTS = 60;

    private final int number;
    private final Random random;
    private final List<Long> balances = new ArrayList<>();
    private long version;

    Teller(int number, Random random) {
        this.number = number;
        this.random = random;
    }

    /** All the money there will be. */
    RowBatch open() {
        RowBatchBuilder rows = new RowBatchBuilder(Bank.ACCOUNTS, FIRST_ACCOUNTS);
        for (int i = 0; i < FIRST_ACCOUNTS; i++) {
            balances.add(1_000L);
            add(rows, i);
        }
        return rows.build();
    }

    /** The next transfers; an account may occur more than once, and a new one may be among them. */
    RowBatch next() {
        RowBatchBuilder rows = new RowBatchBuilder(Bank.ACCOUNTS, 8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            if (balances.size() < MOST_ACCOUNTS && random.nextInt(50) == 0) {
                balances.add(0L);
            }
            int from = random.nextInt(balances.size());
            int to = random.nextInt(balances.size());
            long amount = random.nextInt(100);
            balances.set(from, balances.get(from) - amount);
            balances.set(to, balances.get(to) + amount);
            add(rows, from);
            add(rows, to);
        }
        return rows.build();
    }

    private void add(RowBatchBuilder rows, int index) {
        rows.column(0).addLong(index * 10L + number);
        rows.column(1).addLong(index % Bank.BANKS);
        rows.column(2).addLong(balances.get(index));
        rows.column(3).addLong(++version);
        rows.endRow();
    }
}
