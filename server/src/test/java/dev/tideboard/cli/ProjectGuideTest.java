package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectGuideTest {
    private static final String ARCHITECTURE = """
                tables:
                  readings:
                    columns: {facility: text, at: timestamp, power: double MW, emissions: double t}
                    time: {column: at, interval: 5m, marks: end}
                    key: [facility, at]
                    clock: event
                    keep: {memory: 26h, disk: 7d}
                  market_now: {columns: {region: text, price: double $/MWh, demand: double MW}, key: region}
                  facilities: {csv: facilities.csv, key: [code]}
                sources:
                  feed: {mqtt: {listen: "127.0.0.1:1883", topic: nem/readings}, into: readings,
                         rename: {facility_id: facility, facility_code: facility, timestamp: at, power_mw: power, co2_tonnes: emissions}}
                views:
                  output_now: |
                    SELECT f.code, f.name, f.lat, f.lon, f.region, f.fuel, r.power, r.emissions, r.at
                    FROM (SELECT * FROM readings QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) = 1) r
                    JOIN facilities f ON f.code = r.facility
                  power_by_fuel: SELECT fuel, at, SUM(power) AS power FROM output_now GROUP BY fuel, at
                  demand_weighted_price:
                    params: {region: text[]}
                    sql: SELECT SUM(price * demand) / SUM(demand) AS price FROM market_now WHERE region IN (:region)
                boards:
                  nem:
                    title: NEM live
                    controls: [{filter: region, from: output_now.region}, {filter: fuel, from: output_now.fuel}]
                    panels:
                      - {stat: demand_weighted_price, y: price, title: Price, at: [1, 1, 3, 1]}
                      - {map: output_now, size: power, shape: fuel, at: [1, 2, 5, 4]}
                      - {chart: power_by_fuel, x: at, y: power, by: fuel, stack: true, at: [6, 2, 7, 2]}
                      - {table: output_now, at: [1, 6, 12, 3]}
                """;

    @Test
    void theExampleOfTheGuideIsAProjectWithoutErrors(@TempDir Path folder) throws IOException {
        String guide = Files.readString(Path.of("../docs/projects.md"));
        String example = guide.substring(guide.indexOf("```yaml\n") + 8);
        Files.writeString(folder.resolve("meters.yaml"), example.substring(0, example.indexOf("```")));

        assertThat(CommandRun.of("check", folder.toString()))
                .isEqualTo(new CommandRun(0, "no errors: 2 tables, 1 source, 2 views, 1 board\n", ""));
    }

    @Test
    void theSourcesOfTheMqttGuideAreReadAsTheyStand(@TempDir Path folder) throws IOException {
        String guide = Files.readString(Path.of("../docs/mqtt.md"));
        String sources = guide.substring(guide.indexOf("```yaml\n") + 8);
        Files.writeString(
                folder.resolve("sources.yaml"),
                sources.substring(0, sources.indexOf("```"))
                        .replace("${BROKER_USER}", "${BROKER_USER:-somebody}")
                        .replace("${BROKER_PASSWORD}", "${BROKER_PASSWORD:-secret}"));
        Files.writeString(folder.resolve("tables.yaml"), """
                tables:
                  readings:
                    columns: {meter: text, facility: text, at: timestamp, power: double kW}
                    time: {column: at}
                    key: [meter, facility, at]
                    keep: {memory: 7d}
                  prices:
                    columns: {region: text, price: double $/MWh}
                    key: region
                """);

        assertThat(CommandRun.of("check", folder.toString()))
                .isEqualTo(new CommandRun(0, "no errors: 2 tables, 2 sources, 0 views, 0 boards\n", ""));
    }

    @Test
    void theExampleOfTheArchitectureIsReadAsItStands(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("facilities.csv"),
                "code,name,lat,lon,region,fuel\nBAYSW,Bayswater,-32.4,151,NSW1,coal\n");
        Files.writeString(folder.resolve("nem.yaml"), ARCHITECTURE);

        assertThat(CommandRun.of("check", folder.toString()).out())
                .isEqualTo("no errors: 3 tables, 1 source, 3 views, 1 board\n");
    }
}
