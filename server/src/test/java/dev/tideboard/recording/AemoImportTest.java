package dev.tideboard.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AemoImportTest {
    private static final Place PLACE = new Place(-32.4, 150.9);
    private static final List<Facility> KNOWN =
            List.of(new Facility("BAYSW", "Bayswater", PLACE, "NSW1", "coal", 2640, 0.89, false));

    @TempDir
    Path folder;

    private void files(String dispatch, String generators, String regions) throws IOException {
        Files.writeString(folder.resolve("dispatch.csv"), dispatch);
        Files.writeString(folder.resolve("generators.csv"), generators);
        Files.writeString(folder.resolve("regions.csv"), regions);
    }

    private void smallFiles() throws IOException {
        files("""
                SETTLEMENTDATE,BW01,BW02,MYSTERY,SNOWYP\r
                2017-06-01 00:30:00,600,500,-0.5,100\r
                2017-06-01 01:00:00,610,,,\r
                2017-06-01 02:00:00,,,3,0\r
                """, """
                DUID,STATIONID,STATIONNAME,NEM_REGION,FUEL_TYPE,FUEL_CAT,EMISSIONS,SCHEDULE_TYPE,REG_CAP
                BW01,BAYSW,Bayswater Power Station,NSW1,Black coal,Fossil,0.9,SCHEDULED,660
                BW02,BAYSW,Bayswater Power Station,NSW1,Black coal,Fossil,1.0,SCHEDULED,660
                """, """
                SETTLEMENTDATE,REGIONID,TOTALDEMAND
                2017/06/01 01:00:00,VIC1,5000
                2017/06/01 00:30:00,NSW1,8000
                2017/06/01 01:30:00,NSW1,8100
                """);
    }

    @Test
    void addsUpUnitsToStationsAndJoinsDemandByTime() throws IOException {
        smallFiles();
        AemoImport.Result result = new AemoImport(KNOWN, "thanks").read(folder);
        List<WideRow> rows = Recordings.rows(result.recording());
        WideLayout layout = result.recording().layout();
        assertThat(layout.facilities()).containsExactly("BAYSW", "MYSTERY", "SNOWYP");
        assertThat(rows.stream().map(row -> MarketTime.format(row.at())))
                .containsExactly(
                        "2017-06-01T00:30:00+10:00",
                        "2017-06-01T01:00:00+10:00",
                        "2017-06-01T01:30:00+10:00",
                        "2017-06-01T02:00:00+10:00");
        assertThat(rows.stream().map(row -> row.power(0))).containsExactly(1100.0, 610.0, Double.NaN, Double.NaN);
        assertThat(rows.stream().map(row -> row.demand(layout.regions().indexOf("NSW1"))))
                .containsExactly(8000.0, Double.NaN, 8100.0, Double.NaN);
        assertThat(rows.stream().map(row -> row.price(0))).containsOnly(Double.NaN);
    }

    @Test
    void reckonsEmissionsWithEachUnitsFactorAndTheHoursOfAnInterval() throws IOException {
        smallFiles();
        Recording recording = new AemoImport(KNOWN, "").read(folder).recording();
        List<WideRow> rows = Recordings.rows(recording);
        assertThat(recording.manifest().interval()).isEqualTo(Duration.ofMinutes(30));
        assertThat(rows.get(0).emission(0)).isCloseTo((600 * 0.9 + 500 * 1.0) / 2, within(1e-9));
        assertThat(rows.get(0).emission(1)).as("no factor is known").isNaN();
        assertThat(recording.facilities().getFirst())
                .isEqualTo(new Facility("BAYSW", "Bayswater Power Station", PLACE, "NSW1", "coal", 1320, 0.95, false));
    }

    @Test
    void keepsAUnitWithoutInformationUnderItsCodeAndOffTheMapAndCountsIt() throws IOException {
        smallFiles();
        AemoImport.Result result = new AemoImport(KNOWN, "").read(folder);
        assertThat(result.recording().facilities().get(1)).isEqualTo(Facility.unknown("MYSTERY"));
        assertThat(result.report()).isEqualTo(new ImportReport(3, 2, 2, 6, List.of()));
    }

    @Test
    void whatAPumpTakesIsNegative() throws IOException {
        smallFiles();
        Recording recording = new AemoImport(KNOWN, "").read(folder).recording();
        assertThat(recording.facilities().get(2).fuel()).isEqualTo("pumps");
        assertThat(Recordings.rows(recording).getFirst().power(2)).isEqualTo(-100);
    }

    @Test
    void namesTheFileTheLineAndTheColumnOfWhatItCannotRead() throws IOException {
        smallFiles();
        Files.writeString(folder.resolve("dispatch.csv"), "SETTLEMENTDATE,BW01\n2017-06-01 00:30:00,much\n");
        assertThatThrownBy(() -> new AemoImport(KNOWN, "").read(folder))
                .isInstanceOf(RecordingException.class)
                .hasMessage("dispatch.csv:2: BW01='much', expected a finite number or an empty cell");
        Files.writeString(folder.resolve("dispatch.csv"), "SETTLEMENTDATE,BW01\nyesterday,1\n");
        assertThatThrownBy(() -> new AemoImport(KNOWN, "").read(folder))
                .hasMessageContaining("dispatch.csv:2: SETTLEMENTDATE='yesterday'");
        smallFiles();
        Files.delete(folder.resolve("regions.csv"));
        assertThatThrownBy(() -> new AemoImport(KNOWN, "").read(folder)).hasMessageContaining("regions.csv is missing");
    }

    @Test
    void theRealFortnightIsReadWithAllItsGaps() throws IOException {
        Optional<Path> shared = Recordings.shared();
        assumeTrue(shared.isPresent(), "the real recording is not here");
        Path real = shared.get().resolve("nem-2017-06");
        AemoImport.Result result = new AemoImport(KNOWN, "").read(real);
        WideCache.write(folder, result.recording(), WideCache.WITHOUT_PARQUET);
        WideCache cache = WideCache.open(folder);
        List<WideRow> rows = Recordings.rows(cache);
        assertThat(rows).hasSize(672);
        assertThat(MarketTime.format(rows.getFirst().at())).isEqualTo("2017-06-01T00:30:00+10:00");
        assertThat(MarketTime.format(rows.getLast().at())).isEqualTo("2017-06-15T00:00:00+10:00");
        assertThat(cache.manifest().interval()).isEqualTo(Duration.ofMinutes(30));
        assertThat(cache.layout().regions()).containsExactlyInAnyOrder("NSW1", "QLD1", "SA1", "TAS1", "VIC1");
        assertThat(result.report().unlistedUnits()).isEqualTo(62);
        assertThat(result.report().missingPowers()).isEqualTo(48);
        assertThat(cache.facilities().stream()
                        .filter(facility -> facility.code().equals("ERARING")))
                .singleElement()
                .satisfies(eraring -> assertThat(eraring.capacity()).isEqualTo(2880));
        assertThat(total(cache)).isCloseTo(dispatched(real), within(0.01));
        for (int i = 0; i < cache.facilities().size(); i++) {
            for (WideRow row : rows) {
                assertThat(Math.abs(row.power(i))
                                        > 1.1 * cache.facilities().get(i).capacity()
                                && !result.report()
                                        .overCapacity()
                                        .contains(cache.facilities().get(i).code()))
                        .isFalse();
                assertThat(row.price(0)).isNaN();
            }
        }
        assertThat(result.report().overCapacity()).containsExactly("CETHANA", "YARWUN");
    }

    /** The sum of all outputs of the cache, pumps counted as the operator counts them. */
    private static double total(WideCache cache) {
        double total = 0;
        for (WideRow row : Recordings.rows(cache)) {
            for (int i = 0; i < cache.facilities().size(); i++) {
                double power = row.power(i);
                boolean pump = cache.facilities().get(i).fuel().equals("pumps");
                total += WideRow.isMissing(power) ? 0 : pump ? -power : power;
            }
        }
        return total;
    }

    /** The sum of all cells of the dispatch file, read without the importer. */
    private static double dispatched(Path real) throws IOException {
        Map<Integer, Double> columns = new HashMap<>();
        List<String> lines = Files.readAllLines(real.resolve("dispatch.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.strip().split(",", -1);
            for (int i = 1; i < cells.length; i++) {
                if (!cells[i].isEmpty()) {
                    columns.merge(i, Double.parseDouble(cells[i]), Double::sum);
                }
            }
        }
        return columns.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
