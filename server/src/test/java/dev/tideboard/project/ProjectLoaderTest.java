package dev.tideboard.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Unit;
import dev.tideboard.project.ProjectLoader.Loaded;
import dev.tideboard.project.ProjectLoader.Refused;
import dev.tideboard.project.Table.Clock;
import dev.tideboard.project.Table.Keep;
import dev.tideboard.project.Table.Marks;
import dev.tideboard.project.Transport.MqttBroker;
import dev.tideboard.project.Transport.MqttDoor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectLoaderTest {
    @TempDir
    Path folder;

    @Test
    void readsTheDemoOfTheElectricityMarketWithoutAnError() {
        Project nem = load(Path.of("../demos/nem"), Map.of());

        assertThat(nem.tables()).extracting(Table::name).containsExactly("readings", "market", "facilities");
        assertThat(nem.views()).hasSize(12);
        assertThat(nem.boards()).singleElement().satisfies(board -> {
            assertThat(board.title()).isEqualTo("NEM live");
            assertThat(board.zone().getId()).isEqualTo("Australia/Brisbane");
            assertThat(board.panels()).hasSize(11);
        });
    }

    @Test
    void readsEveryKeyOfATable() throws IOException {
        Table readings = load("""
                tables:
                  readings:
                    columns:
                      facility: {type: text, references: facilities.code}
                      at: timestamp
                      power: double MW
                      price: {type: double, unit: $/MWh}
                      ok: boolean
                      n: int
                      m: long
                    time: {column: at, interval: 5m, marks: end, future: 2d}
                    key: [facility, at]
                    clock: event
                    keep: {memory: 26h, disk: 7d}
                    stale: 2h
                  facilities: {columns: {code: text}, key: code, stale: never}
                """).tables().getFirst();

        assertThat(readings.staleAfter()).isEqualTo(Duration.ofHours(2));
        assertThat(readings.isNeverStale()).isFalse();
        assertThat(readings.schema().columns())
                .containsExactly(
                        ColumnSchema.of("facility", ColumnType.TEXT),
                        ColumnSchema.of("at", ColumnType.TIMESTAMP),
                        new ColumnSchema("power", ColumnType.DOUBLE, new Unit("MW")),
                        new ColumnSchema("price", ColumnType.DOUBLE, new Unit("$/MWh")),
                        ColumnSchema.of("ok", ColumnType.BOOLEAN),
                        ColumnSchema.of("n", ColumnType.INT),
                        ColumnSchema.of("m", ColumnType.LONG));
        assertThat(readings.key()).containsExactly("facility", "at");
        assertThat(readings.clock()).isEqualTo(Clock.EVENT);
        assertThat(readings.keep()).isEqualTo(new Keep(Duration.ofHours(26), Duration.ofDays(7)));
        assertThat(readings.references()).containsOnly(Map.entry("facility", new Reference("facilities", "code")));
        assertThat(readings.time())
                .isEqualTo(new Table.EventTime("at", Duration.ofMinutes(5), Marks.END, Duration.ofDays(2)));
    }

    @Test
    void givesATableWithATimeOnTheWallClockTenMinutesOfFuture() throws IOException {
        Table table = load("tables: {a: {columns: {at: timestamp}, time: at, keep: {memory: forever}}}")
                .tables()
                .getFirst();

        assertThat(table.clock()).isEqualTo(Clock.WALL);
        assertThat(table.time().future()).isEqualTo(Duration.ofMinutes(10));
        assertThat(table.keep()).isEqualTo(Keep.FOREVER);
    }

    @Test
    void keepsForeverWhatSaysSoEvenWithoutATime() throws IOException {
        assertThat(keep("columns: {x: text}, keep: {memory: forever}")).isEqualTo(Keep.FOREVER);
        assertThat(keep("columns: {at: timestamp}, time: at, keep: {memory: forever, disk: 30d}"))
                .isEqualTo(new Keep(Duration.ZERO, Duration.ofDays(30)));
        assertThat(keep("columns: {at: timestamp}, time: at, keep: {memory: \"${NO_SUCH_SPAN:-forever}\"}"))
                .isEqualTo(Keep.FOREVER);
    }

    @Test
    void keepsForeverWithoutAWordWhatHasABoundAnyway() throws IOException {
        assertThat(keep("columns: {x: text}, key: x")).isEqualTo(Keep.FOREVER);
        assertThat(keep("columns: {x: text, at: timestamp}, time: at, key: x")).isEqualTo(Keep.FOREVER);
    }

    private Keep keep(String table) throws IOException {
        return load("tables: {a: {" + table + "}}").tables().getFirst().keep();
    }

    @Test
    void limitsTheFutureOfAnEventClockByItsIntervalIfThereIsOne() throws IOException {
        String table =
                "tables: {a: {columns: {at: timestamp}, clock: event, keep: {memory: 1d}, time: {column: at%s}}}";

        assertThat(future(table.formatted(", interval: 30m"))).isEqualTo(Duration.ofMinutes(90));
        assertThat(future(table.formatted(", interval: 1m"))).isEqualTo(Duration.ofMinutes(10));
        assertThat(future(table.formatted(""))).isEqualTo(Duration.ZERO);
    }

    private Duration future(String yaml) throws IOException {
        return load(yaml).tables().getFirst().time().future();
    }

    @Test
    void readsColumnsFromTheCsvFileWhereTheTableDeclaresNone() throws IOException {
        Files.writeString(folder.resolve("places.csv"), """
                code,postcode,lat,units,seen,open,since
                a,0123,-33.5,4,2025-10-15T10:05:00+10:00,true,2025-10-15
                b,4567,,5,2025-10-15T10:10:00Z,false,2024-02-29
                """);
        Table places =
                load("tables: {places: {csv: places.csv, key: code}}").tables().getFirst();

        assertThat(places.schema().columns())
                .extracting(ColumnSchema::type)
                .containsExactly(
                        ColumnType.TEXT,
                        ColumnType.TEXT,
                        ColumnType.DOUBLE,
                        ColumnType.LONG,
                        ColumnType.TIMESTAMP,
                        ColumnType.BOOLEAN,
                        ColumnType.DATE);
        assertThat(places.csv().file()).isEqualTo(folder.resolve("places.csv"));
    }

    @Test
    void readsAnotherCsvFileWhereTheCallerSaysSo(@TempDir Path elsewhere) throws IOException {
        Path file = Files.writeString(elsewhere.resolve("other.csv"), "code\nx\n");
        Files.writeString(folder.resolve("p.yaml"), "tables: {places: {csv: absent.csv, columns: {code: text}}}");
        ProjectLoader loader = new ProjectLoader(List.of(folder), Environment.of(Map.of()), ViewChecker.Factory.NONE)
                .withCsvFiles(Map.of("places", file));

        assertThat(project(loader).tables().getFirst().csv().file()).isEqualTo(file);
    }

    @Test
    void readsTheRoutesOfASourceWithTheRenamesSharedByThem() throws IOException {
        Source feed = load("""
                tables:
                  readings: {columns: {facility: text, at: timestamp, power: double MW}, key: facility}
                  market: {columns: {region: text, at: timestamp, price: double}, key: region}
                sources:
                  feed:
                    mqtt: {listen: "127.0.0.1:1883", topic: nem/#}
                    rename: {timestamp: at, mw: power}
                    into:
                      - {table: readings, when: {has: [facility_id]}, rename: {facility_id: facility}}
                      - {table: market}
                """).sources().getFirst();

        assertThat(feed.transport())
                .isEqualTo(new MqttDoor("127.0.0.1", 1883, "nem/#", Credentials.NONE, Optional.empty()));
        assertThat(feed.routes())
                .containsExactly(
                        new Route(
                                "readings",
                                List.of("facility_id"),
                                Map.of("timestamp", "at", "mw", "power", "facility_id", "facility")),
                        new Route("market", List.of(), Map.of("timestamp", "at")));
    }

    @Test
    void takesSecretsFromTheEnvironmentAndShowsThemNowhere() throws IOException {
        Files.writeString(folder.resolve("p.yaml"), """
                tables: {a: {columns: {at: timestamp}, key: at}}
                sources:
                  feed:
                    mqtt: {url: "mqtts://${HOST}:8883", topic: t, user: "${USER_NAME}", password: "${PASS}", version: 3.1.1, qos: 0, ca: ca.pem}
                    into: a
                """);
        Map<String, String> variables = Map.of("HOST", "broker", "USER_NAME", "someone", "PASS", "hunter2");
        Project project = load(folder, variables);

        assertThat(project.sources().getFirst().transport())
                .isEqualTo(new MqttBroker(
                        URI.create("mqtts://broker:8883"),
                        "t",
                        0,
                        Transport.MqttVersion.V3_1_1,
                        new Credentials("someone", "hunter2"),
                        Optional.of(folder.resolve("ca.pem"))));
        assertThat(project.toString()).doesNotContain("hunter2", "someone");
    }

    @Test
    void usesTheFallbackOfAVariableThatIsNotSet() throws IOException {
        Project project =
                load("boards: {b: {title: \"${NO_SUCH_TITLE:-Plan B}\", panels: [{status: all, at: [1, 1, 1, 1]}]}}");

        assertThat(project.boards().getFirst().title()).isEqualTo("Plan B");
    }

    @Test
    void mergesTheSectionsOfAllFilesAndFolders(@TempDir Path other) throws IOException {
        Files.writeString(
                folder.resolve("a.yaml"),
                "tables: {a: {columns: {x: text}, key: x}}\n---\ntables: {b: {columns: {x: text}, key: x}}");
        Files.writeString(folder.resolve("b.yml"), "views: {v: SELECT x text FROM c}");
        Files.writeString(folder.resolve(".hidden.yaml"), "nonsense");
        Files.createDirectory(folder.resolve("views"));
        Files.writeString(folder.resolve("views/w.sql"), "SELECT x text FROM v");
        Files.writeString(other.resolve("c.yaml"), "tables: {c: {columns: {x: text}, key: x}}");
        Project project =
                project(new ProjectLoader(List.of(folder, other), Environment.of(Map.of()), FixedColumns.FACTORY));

        assertThat(project.tables()).extracting(Table::name).containsExactly("a", "b", "c");
        assertThat(project.views()).extracting(View::name).containsExactly("v", "w");
        assertThat(project.views().get(1).sql().position(1, 8))
                .isEqualTo(new Position(folder.resolve("views/w.sql"), 1, 8));
    }

    @Test
    void plansEachViewAfterThoseItReadsWhateverTheirOrder() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), """
                tables: {t: {columns: {x: text}, key: x}}
                views:
                  a: SELECT x text FROM c
                  b: SELECT x text FROM t
                  c: SELECT x text FROM b
                """);
        List<FixedColumns> checkers = new java.util.ArrayList<>();
        project(new ProjectLoader(List.of(folder), Environment.of(Map.of()), tables -> {
            checkers.add(new FixedColumns(tables));
            return checkers.getLast();
        }));

        assertThat(checkers.getFirst().asked).containsExactly("b", "c", "a");
    }

    @Test
    void readsListTypesWithoutQuotesBetweenBraces() throws IOException {
        View view = load("""
                tables: {t: {columns: {x: text}, key: x}}
                views:
                  v: {sql: SELECT x text FROM t, params: {region: text[], at: timestamp}, key: [x]}
                """.replace("FROM t,", "FROM t KEY x,")).views().getFirst();

        assertThat(view.parameters())
                .containsExactly(
                        Map.entry("region", new ParameterType(ColumnType.TEXT, true)),
                        Map.entry("at", new ParameterType(ColumnType.TIMESTAMP, false)));
        assertThat(view.key()).containsExactly("x");
    }

    @Test
    void givesABoardAsTheBrowserIsToldIt() throws IOException {
        Board board = load("""
                tables: {t: {columns: {at: timestamp, power: double MW, fuel: text}, keep: {memory: forever}}}
                sources: {feed: {mqtt: {listen: "localhost:0", topic: t}, into: t}}
                views: {v: "SELECT at timestamp, power double, fuel text FROM t"}
                boards:
                  one:
                    zone: Australia/Brisbane
                    controls: [{filter: fuel, from: v.fuel}]
                    panels:
                      - {chart: v, x: at, y: [power], stack: true, limits: [1.5, {value: 2, title: x}], at: [1, 2, 3, 4]}
                      - {status: all, at: [5, 2, 1, 1]}
                """).boards().getFirst().withNotice("simulated");

        assertThat(board.definition())
                .hasToString("{name=one, title=one, zone=Australia/Brisbane, notice=simulated,"
                        + " controls=[{filter=fuel, from=v.fuel, title=fuel}],"
                        + " panels=[{kind=chart, view=v, x=at, y=[power], stack=true,"
                        + " limits=[1.5, {value=2, title=x}], at=[1, 2, 3, 4]},"
                        + " {kind=status, sources=[feed], at=[5, 2, 1, 1]}]}");
    }

    private Project load(String yaml) throws IOException {
        Files.writeString(folder.resolve("project.yaml"), yaml);
        return project(new ProjectLoader(List.of(folder), Environment.of(Map.of()), FixedColumns.FACTORY));
    }

    private static Project load(Path folder, Map<String, String> variables) {
        return project(new ProjectLoader(List.of(folder), Environment.of(variables), ViewChecker.Factory.NONE));
    }

    private static Project project(ProjectLoader loader) {
        return switch (loader.load()) {
            case Loaded loaded -> loaded.project();
            case Refused refused -> throw new AssertionError(refused.problems());
        };
    }
}
