package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tideboard.data.Dictionary;
import dev.tideboard.data.RowBatch;
import dev.tideboard.data.Schema;
import dev.tideboard.data.Snapshot;
import dev.tideboard.engine.Binding;
import dev.tideboard.engine.PolledQuery;
import dev.tideboard.engine.RowFailure;
import dev.tideboard.engine.ViewPlan;
import dev.tideboard.store.PolledSelect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide to SQL says is so. */
class SqlDocumentTest {
    private static final Map<String, ParameterType> PARAMETERS =
            Map.of("region", ParameterType.parse("text[]"), "least", ParameterType.parse("double"));

    private final Dictionary dictionary = new Dictionary();
    private final SqlDocument document = SqlDocument.read();
    private final Planner planner = new Planner(document.tables().keySet(), dictionary);

    SqlDocumentTest() throws IOException {}

    static List<SqlDocument.Example> examples() throws IOException {
        return SqlDocument.read().examples();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleGivesWhatTheCommentsBelowItSay(SqlDocument.Example example) {
        assertThat(example.promises()).isNotEmpty();
        String first = example.promises().getFirst();
        if (first.startsWith("refused: ")) {
            assertThat(catchThrowable(() -> plan(example.sql())))
                    .isInstanceOfSatisfying(
                            SqlException.class,
                            e -> assertThat("refused: " + e.line() + ":" + e.column() + " " + e.getMessage())
                                    .isEqualTo(first));
            return;
        }
        if (first.equals("polled, every 1 s")) {
            checkPolled(example);
            return;
        }
        ViewPlan plan = plan(example.sql());
        Binding binding = Binding.NONE;
        List<String> rows = new ArrayList<>();
        for (String promise : example.promises()) {
            if (promise.startsWith("with ")) {
                checkRows(plan, binding, rows);
                binding = binding(said(promise));
                rows.clear();
            } else if (promise.startsWith("key: ")) {
                assertThat(String.join(", ", plan.key())).isEqualTo(said(promise));
            } else if (promise.startsWith("columns: ")) {
                assertThat(plan.schema()).isEqualTo(schema(said(promise)));
            } else {
                rows.add(promise);
            }
        }
        checkRows(plan, binding, rows);
    }

    private void checkPolled(SqlDocument.Example example) {
        assertThat(catchThrowable(() -> plan(example.sql())))
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.isUnsupported()).isTrue());
        String sql =
                Planner.spellings(ViewDefinition.of("example", example.sql())).getFirst();
        PolledSelect select = PolledSelect.prepare(sql, planner.schemas());
        List<String> promised =
                new ArrayList<>(example.promises().subList(1, example.promises().size()));
        if (promised.getFirst().startsWith("columns: ")) {
            assertThat(select.schema()).isEqualTo(schema(said(promised.removeFirst())));
        }
        assertThat(polled(select))
                .containsExactlyInAnyOrderElementsOf(promised.stream()
                        .map(row -> SqlDocument.row(List.of(row.split(" \\| ")), select.schema()))
                        .toList());
    }

    private List<List<Object>> polled(PolledSelect select) {
        Map<String, Snapshot> inputs = new TreeMap<>();
        document.tables().forEach((table, rows) -> {
            RowBatch batch = ViewRun.delta(table.schema(), dictionary, rows).rows();
            int[] live = IntStream.range(0, batch.size()).toArray();
            Snapshot.Chunk chunk = new Snapshot.Chunk(batch, live, live.length);
            inputs.put(table.name(), new Snapshot(1, table.schema(), List.of(chunk)));
        });
        try (PolledQuery query = select.query(dictionary)) {
            RowBatch found = query.run(inputs);
            return IntStream.range(0, found.size())
                    .mapToObj(row -> IntStream.range(0, found.schema().size())
                            .mapToObj(column -> ViewRun.value(found, column, row))
                            .toList())
                    .toList();
        }
    }

    /** What follows the first word. */
    private static String said(String promise) {
        return promise.substring(promise.indexOf(' ') + 1);
    }

    private static Schema schema(String columns) {
        return new Schema(
                Arrays.stream(columns.split(", ")).map(SqlDocument::column).toList());
    }

    private ViewPlan plan(String sql) {
        return planner.plan(new ViewDefinition("example", sql, PARAMETERS, List.of()));
    }

    private static Binding binding(String text) {
        Map<String, List<String>> values = new TreeMap<>();
        for (String part : text.split(", ")) {
            String[] pair = part.split("=");
            values.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
        }
        return Binding.of(values);
    }

    private void checkRows(ViewPlan plan, Binding binding, List<String> promised) {
        if (promised.isEmpty()) {
            return;
        }
        String first = promised.getFirst();
        String reason = said(first);
        if (first.startsWith("refused: ")) {
            assertThatThrownBy(() -> plan.instantiate(binding)).hasMessage(reason);
        } else if (first.startsWith("fails: ")) {
            assertThatThrownBy(() -> rows(plan, binding))
                    .isInstanceOf(RowFailure.class)
                    .message()
                    .startsWith(reason.substring(0, reason.indexOf('…')));
        } else {
            assertThat(rows(plan, binding))
                    .containsExactlyInAnyOrderElementsOf(promised.stream()
                            .map(row -> SqlDocument.row(List.of(row.split(" \\| ")), plan.schema()))
                            .toList());
        }
    }

    private List<List<Object>> rows(ViewPlan plan, Binding binding) {
        ViewRun run = new ViewRun(plan, dictionary, binding);
        document.tables()
                .forEach((table, rows) -> run.put(table.name(), ViewRun.delta(table.schema(), dictionary, rows)));
        return run.tick().rows();
    }

    @Test
    void everyFunctionThereIsIsNamed() {
        assertThat(SqlFunctions.names())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(document.text()).containsPattern("\\b" + name + "\\b"));
    }

    @Test
    void whatItSaysIsRefusedAlsoIsRefused() {
        List<String> refused = List.of(
                "SELECT code, NOW() AS n FROM facilities",
                "SELECT facility FROM readings WHERE at < CURRENT_TIMESTAMP",
                "SELECT * FROM TABLE(HOP(TABLE readings, DESCRIPTOR(at), INTERVAL '1' SECOND, INTERVAL '2' HOUR))",
                "SELECT * FROM TABLE(SESSION(TABLE readings, DESCRIPTOR(at), DESCRIPTOR(facility), INTERVAL '1' HOUR))",
                "SELECT NTILE(4) OVER (ORDER BY at) AS p FROM readings",
                "SELECT (SELECT MAX(power) FROM readings) AS p FROM facilities",
                "SELECT code FROM facilities f WHERE EXISTS (SELECT * FROM readings WHERE power > f.capacity)",
                "SELECT code FROM facilities f WHERE code NOT IN (SELECT facility FROM readings)",
                "SELECT code FROM facilities f WHERE capacity > 5 OR code IN (SELECT facility FROM readings)",
                "SELECT EXISTS (SELECT * FROM readings) AS any FROM facilities",
                "SELECT code FROM facilities ORDER BY code LIMIT 1 OFFSET 1",
                "SELECT region, fuel FROM facilities GROUP BY DISTINCT ROLLUP(region, fuel)",
                "SELECT SUM(DISTINCT power) AS p FROM readings",
                "SELECT facility FROM readings WHERE at > TIME '10:00:00'",
                "SELECT CAST(power AS DECIMAL(19, 2)) AS p FROM readings",
                "SELECT 1 AS one");
        assertThat(refused)
                .allSatisfy(sql -> assertThat(catchThrowable(() -> plan(sql)))
                        .isInstanceOfSatisfying(
                                SqlException.class, e -> assertThat(e.line()).isEqualTo(1)));
    }
}
