package dev.tideboard.store;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.PollException;
import dev.tideboard.engine.PolledQuery;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A polled view in DuckDB: copies of what it reads, kept between runs. One thread at a time, but for {@link #cancel}. */
final class DuckQuery implements PolledQuery {
    private static final Logger LOG = LoggerFactory.getLogger(DuckQuery.class);
    private static final int MOST_SECONDS = 10;
    private static final int MOST_ROWS = 1_000_000;

    private final PolledSelect select;
    private final String sql;
    private final Schema schema;
    private final Dictionary dictionary;
    private final Map<String, CopiedTable> tables = new HashMap<>();
    private @Nullable DuckDBConnection database;
    private long heldBytes;
    private volatile @Nullable Statement running;
    private volatile boolean cancelled;

    DuckQuery(PolledSelect select, Dictionary dictionary) {
        this.select = select;
        this.sql = select.converted();
        this.schema = select.schema();
        this.dictionary = dictionary;
    }

    @Override
    public RowBatch run(Map<String, Snapshot> inputs) {
        if (cancelled) {
            throw new PollException("the view has ended");
        }
        try {
            DuckDBConnection opened = opened();
            copy(inputs);
            try (PreparedStatement statement = opened.prepareStatement(sql)) {
                running = statement;
                statement.setQueryTimeout(MOST_SECONDS);
                return rows(statement);
            } finally {
                running = null;
            }
        } catch (SQLException e) {
            throw new PollException(explained(LockedDatabase.reason(e)), e);
        } finally {
            measure();
        }
    }

    /** Between runs a database holds its copies; what a run itself took it has given back by now. */
    private void measure() {
        DuckDBConnection opened = database;
        if (opened == null) {
            return;
        }
        try {
            heldBytes = LockedDatabase.heldBytes(opened);
        } catch (SQLException e) {
            LOG.debug("the memory of a database cannot be read; it counts as it last did", e);
        }
    }

    @Override
    public long heldBytes() {
        return heldBytes;
    }

    private void copy(Map<String, Snapshot> inputs) throws SQLException {
        try {
            for (Map.Entry<String, CopiedTable> table : tables.entrySet()) {
                table.getValue().copy(Objects.requireNonNull(inputs.get(table.getKey()), table.getKey()));
            }
        } catch (SQLException e) {
            close(); // half a copy is worth nothing: the next run begins with an empty database
            throw e;
        }
    }

    private DuckDBConnection opened() throws SQLException {
        DuckDBConnection known = database;
        if (known != null) {
            return known;
        }
        DuckDBConnection opened = LockedDatabase.open();
        database = opened;
        for (Map.Entry<String, Schema> input : select.inputs().entrySet()) {
            tables.put(input.getKey(), new CopiedTable(opened, input.getKey(), input.getValue()));
        }
        return opened;
    }

    private RowBatch rows(PreparedStatement statement) throws SQLException {
        RowBatchBuilder rows = new RowBatchBuilder(schema, 64);
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                if (rows.size() == MOST_ROWS) {
                    throw new PollException(
                            "rows > " + MOST_ROWS + ", the most a polled view may have; filter or group");
                }
                for (int i = 0; i < schema.size(); i++) {
                    select.columns().get(i).add(result, i + 1, rows.column(i), dictionary);
                }
                rows.endRow();
            }
        }
        return rows.build();
    }

    private static String explained(String reason) {
        return reason.startsWith("INTERRUPT")
                ? "a run took longer than " + MOST_SECONDS + " s and was ended; read or compute less"
                : reason;
    }

    @Override
    public void cancel() {
        cancelled = true;
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                LOG.debug("a run could not be cancelled; it ends by itself", e);
            }
        }
    }

    @Override
    public void close() {
        DuckDBConnection opened = database;
        database = null;
        heldBytes = 0;
        tables.clear();
        if (opened != null) {
            try {
                opened.close();
            } catch (SQLException e) {
                LOG.warn("a database in memory could not be closed", e);
            }
        }
    }
}
