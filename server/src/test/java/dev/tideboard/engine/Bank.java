package dev.tideboard.engine;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.query.Planner;
import dev.tideboard.query.Relation;
import dev.tideboard.query.ViewDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Accounts at banks in countries, between which money moves but never comes or goes: whoever sees half a transfer, or half
 * of a tick, sees another sum.
 */
final class Bank {
    static final int BANKS = 4;
    static final int WRITERS = 2;
    static final long MONEY = 1_000L * WRITERS * Teller.FIRST_ACCOUNTS;

    static final Schema ACCOUNTS = Schema.of(
            ColumnSchema.of("account", ColumnType.LONG),
            ColumnSchema.of("bank", ColumnType.LONG),
            ColumnSchema.of("balance", ColumnType.LONG),
            ColumnSchema.of("version", ColumnType.LONG));
    private static final Schema BANK_COLUMNS =
            Schema.of(ColumnSchema.of("bank", ColumnType.LONG), ColumnSchema.of("country", ColumnType.TEXT));

    /** The views that live as long as the engine, the first with the columns of the table. */
    static final Map<String, String> SQL = new LinkedHashMap<>();

    static {
        SQL.put("balances", "SELECT account, bank, balance, version FROM accounts");
        SQL.put("by_bank", "SELECT bank, SUM(balance) AS total, COUNT(*) AS accounts FROM accounts GROUP BY bank");
        SQL.put("by_bank_again", "SELECT bank, total, accounts FROM by_bank");
        SQL.put(
                "by_country",
                "SELECT b.country, SUM(a.balance) AS total FROM accounts a JOIN banks b ON b.bank = a.bank"
                        + " GROUP BY b.country");
        SQL.put("total", "SELECT SUM(total) AS total FROM by_country");
        SQL.put("unkeyed", "SELECT balance AS total FROM accounts");
    }

    /** A view that the project's author changes all the time. */
    static final String EDITED = "rich";

    private final Dictionary dictionary;
    private final List<ViewPlan> lasting = new ArrayList<>();
    private final Planner planner;

    Bank(Dictionary dictionary) {
        this.dictionary = dictionary;
        Planner plans = new Planner(
                List.of(Relation.of(accounts()), Relation.lookup("banks", BANK_COLUMNS, List.of("bank"))), dictionary);
        for (Map.Entry<String, String> view : SQL.entrySet()) {
            ViewPlan plan = plans.plan(ViewDefinition.of(view.getKey(), view.getValue()));
            plans = plans.with(Relation.of(plan));
            lasting.add(plan);
        }
        this.planner = plans;
    }

    static TableSpec accounts() {
        return table("accounts", ACCOUNTS, "account");
    }

    static TableSpec banks() {
        return table("banks", BANK_COLUMNS, "bank");
    }

    private static TableSpec table(String name, Schema schema, String key) {
        return new TableSpec(
                name,
                schema,
                List.of(key),
                "",
                TableSpec.ClockKind.WALL,
                Duration.ZERO,
                Duration.ZERO,
                Map.of(),
                Duration.ZERO);
    }

    List<ViewPlan> lasting() {
        return lasting;
    }

    /** All views, with the edited one showing what is above {@code least}. */
    List<ViewPlan> plans(int least) {
        List<ViewPlan> plans = new ArrayList<>(lasting);
        plans.add(planner.plan(ViewDefinition.of(
                EDITED, "SELECT account, bank, balance, version FROM accounts WHERE balance > " + least)));
        return plans;
    }

    /** Every bank, each in some country. */
    RowBatch somewhere(Random random) {
        RowBatchBuilder rows = new RowBatchBuilder(BANK_COLUMNS, BANKS);
        for (int bank = 0; bank < BANKS; bank++) {
            rows.column(0).addLong(bank);
            rows.column(1).addText("C" + random.nextInt(3), dictionary);
            rows.endRow();
        }
        return rows.build();
    }
}
