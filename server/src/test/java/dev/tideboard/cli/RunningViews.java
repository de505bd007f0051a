package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnBuilder;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.RowBatchBuilder;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Spelling;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.Engine;
import dev.tideboard.engine.EngineOptions;
import dev.tideboard.engine.LiveViews;
import dev.tideboard.engine.Receipt;
import dev.tideboard.project.Environment;
import dev.tideboard.project.ProjectLoader;
import dev.tideboard.store.MemoryChangeLog;
import dev.tideboard.store.RecentQuarantine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The tables and views of a project in an engine of their own, without sources and pages. */
record RunningViews(Engine engine) implements AutoCloseable {

    static RunningViews start(Path folder) throws InterruptedException {
        Loading loading = Loading.of(List.of(folder), Environment.of(Map.of()), Map.of());
        if (!(loading.loader().load() instanceof ProjectLoader.Loaded loaded)) {
            throw new AssertionError(loading.loader().load());
        }
        EngineOptions quick = new EngineOptions(
                131_072, 65_536, 256, Duration.ofSeconds(60), Duration.ofMillis(10), Duration.ofSeconds(1));
        Engine engine = Engine.start(
                new MemoryChangeLog(), new RecentQuarantine(100), loading.dictionary(), InstantSource.system(), quick);
        var _ = new LiveProject(engine, loading.views(), loaded.project(), "");
        return new RunningViews(engine);
    }

    /** Hands rows to a table and waits until they are in it; {@code null} is spelled "". */
    void put(String table, List<?>... rows) throws InterruptedException {
        Receipt receipt = engine.inlet(table)
                .put(batch(table, rows), "test")
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(receipt.refused()).isEmpty();
    }

    /** Makes rows the whole of a table. */
    void replace(String table, List<?>... rows) throws InterruptedException {
        var _ = engine.replaceRows(table, batch(table, rows), "test")
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private RowBatch batch(String table, List<?>... rows) {
        Schema schema = engine.tables().stream()
                .filter(each -> each.spec().name().equals(table))
                .findFirst()
                .orElseThrow()
                .spec()
                .schema();
        RowBatchBuilder batch = new RowBatchBuilder(schema, rows.length);
        for (List<?> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                add(batch.column(i), row.get(i));
            }
            batch.endRow();
        }
        return batch.build();
    }

    private void add(ColumnBuilder column, Object value) {
        switch (value) {
            case String text when text.isEmpty() -> column.addNull();
            case String text -> column.addText(text, engine.dictionary());
            case Double number -> column.addDouble(number);
            case Boolean truth -> column.addLong(truth ? 1 : 0);
            case Number number -> column.addLong(number.longValue());
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    /** The rows of a view as texts, sorted. */
    List<String> rows(String view, Binding binding) {
        RowBatch rows = engine.snapshot(view, binding)
                .orTimeout(30, TimeUnit.SECONDS)
                .join()
                .toRows();
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            List<String> cells = new ArrayList<>();
            for (int column = 0; column < rows.schema().size(); column++) {
                if (!rows.schema().column(column).name().equals("#")) {
                    boolean decimal = rows.schema().column(column).type().isDecimal();
                    Object value = rows.column(column).boxed(row, "null");
                    cells.add(decimal ? Spelling.of(rows, column, row) : value.toString());
                }
            }
            texts.add(String.join(" ", cells));
        }
        return texts.stream().sorted().toList();
    }

    List<String> rows(String view) {
        return rows(view, Binding.NONE);
    }

    LiveViews.View view(String name) {
        return engine.views().stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        engine.close();
    }
}
