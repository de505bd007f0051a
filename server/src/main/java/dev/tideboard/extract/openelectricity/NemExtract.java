package dev.tideboard.extract.openelectricity;

import dev.tideboard.recording.Facility;
import dev.tideboard.recording.Manifest;
import dev.tideboard.recording.MarketTime;
import dev.tideboard.recording.MemoryRecording;
import dev.tideboard.recording.Origin;
import dev.tideboard.recording.Recording;
import dev.tideboard.recording.WideLayout;
import dev.tideboard.recording.WideRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Fetches the last days of a market: its facilities in operation, power and emissions of their units added up by facility,
 * price and demand by region, all joined by code and time. One thread at a time; close it to let go of the connections.
 */
public final class NemExtract implements AutoCloseable {
    private static final long STEP_MILLIS = 300_000;
    private static final long STEPS_PER_DAY = 288;
    private static final String PRICE = "price";
    private static final String DEMAND = "demand";
    private static final List<String> UNIT_COLUMNS = List.of("unit_code");
    private static final List<String> REGION_COLUMNS = List.of("region", "network_region");
    private static final DateTimeFormatter ZONELESS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final ExtractOptions options;
    private final InstantSource clock;
    private final Progress progress;
    private final ApiClient client;
    private int requests;

    /**
     * A recording and what was noticed while it was fetched.
     *
     * @param recording may be written with {@link dev.tideboard.recording.WideCache#write}
     */
    public record Result(Recording recording, ExtractReport report) {}

    private record Span(long from, long to) {}

    /** Prepares an extract up to the clock's time; nothing is sent yet. */
    public NemExtract(ExtractOptions options, ApiKey key, InstantSource clock, Progress progress) {
        this.options = options;
        this.clock = clock;
        this.progress = progress;
        this.client = new ApiClient(options, key, clock, progress);
    }

    /** Fetches all; throws an {@link ExtractException} when the server refuses or stays silent. */
    public Result run() {
        long end = clock.millis() / STEP_MILLIS * STEP_MILLIS;
        long start = end - options.days() * STEPS_PER_DAY * STEP_MILLIS;
        // Both ends are kept: it is not documented whether a time marks the start or the end of its interval.
        TimeAxis axis = new TimeAxis(start, STEP_MILLIS, (int) (options.days() * STEPS_PER_DAY + 1));
        List<Span> spans = spans(start, end);
        List<ApiFacility> facilities = facilities();
        List<List<ApiFacility>> batches = batches(facilities);
        int total = spans.size() * (batches.size() + 1) + 1;
        progress.step("facilities", ++requests, total);
        Series units = new Series(axis);
        Series regions = new Series(axis);
        for (Span span : spans) {
            for (List<ApiFacility> batch : batches) {
                power(batch, span, units);
                progress.step("power and emissions from " + batch.getFirst().code(), ++requests, total);
            }
            market(span, regions);
            progress.step("price and demand", ++requests, total);
        }
        return result(facilities, units, regions);
    }

    private List<ApiFacility> facilities() {
        List<Map.Entry<String, String>> parameters =
                List.of(Map.entry("network_id", options.network()), Map.entry("status_id", "operating"));
        List<ApiFacility> facilities = client.get(
                        "/facilities/", parameters, body -> FacilityAnswer.read(body, options.network()))
                .orElse(List.of());
        if (facilities.isEmpty()) {
            throw new ExtractException("no facility of network " + options.network() + " has a unit in operation");
        }
        return facilities;
    }

    private List<List<ApiFacility>> batches(List<ApiFacility> facilities) {
        List<List<ApiFacility>> batches = new ArrayList<>();
        for (int from = 0; from < facilities.size(); from += options.codesPerRequest()) {
            batches.add(facilities.subList(from, Math.min(facilities.size(), from + options.codesPerRequest())));
        }
        return batches;
    }

    private List<Span> spans(long start, long end) {
        long most = options.daysPerRequest() * STEPS_PER_DAY * STEP_MILLIS;
        List<Span> spans = new ArrayList<>();
        for (long from = start; from < end; from += most) {
            spans.add(new Span(from, Math.min(end, from + most)));
        }
        return spans;
    }

    private void power(List<ApiFacility> batch, Span span, Series units) {
        List<Map.Entry<String, String>> parameters = parameters(span, RollUp.POWER, RollUp.EMISSIONS);
        for (ApiFacility facility : batch) {
            parameters.add(Map.entry("facility_code", facility.code()));
        }
        read("/data/facilities/", parameters, UNIT_COLUMNS, units);
    }

    private void market(Span span, Series regions) {
        List<Map.Entry<String, String>> parameters = parameters(span, PRICE, DEMAND);
        parameters.add(Map.entry("primary_grouping", "network_region"));
        read("/market/network/", parameters, REGION_COLUMNS, regions);
    }

    private void read(
            String path, List<Map.Entry<String, String>> parameters, List<String> codeColumns, Series series) {
        // No data for a batch is no failure: its facilities are reported as having none.
        client.get(path + options.network(), parameters, body -> {
            DataAnswer.read(body, codeColumns, series);
            return true;
        });
    }

    private static List<Map.Entry<String, String>> parameters(Span span, String metric, String other) {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        parameters.add(Map.entry("metrics", metric));
        parameters.add(Map.entry("metrics", other));
        parameters.add(Map.entry("interval", "5m"));
        parameters.add(Map.entry("date_start", zoneless(span.from())));
        parameters.add(Map.entry("date_end", zoneless(span.to())));
        return parameters;
    }

    private static String zoneless(long epochMillis) {
        return ZONELESS.format(Instant.ofEpochMilli(epochMillis).atOffset(MarketTime.OFFSET));
    }

    private Result result(List<ApiFacility> listed, Series units, Series regions) {
        List<String> withoutData = new ArrayList<>();
        List<ApiFacility> told = new ArrayList<>();
        for (ApiFacility facility : listed) {
            boolean has = facility.units().stream()
                    .anyMatch(unit -> units.has(unit.code(), RollUp.POWER) || units.has(unit.code(), RollUp.EMISSIONS));
            if (has) {
                told.add(facility);
            } else {
                withoutData.add(facility.code());
            }
        }
        WideLayout layout = new WideLayout(told.stream().map(ApiFacility::code).toList(), regions.codes());
        RollUp rollUp = new RollUp(units);
        List<WideRow> rows = rows(layout, told, rollUp, units, regions);
        if (rows.isEmpty()) {
            throw new ExtractException("the server has no data of network " + options.network() + " for the last "
                    + options.days() + " days");
        }
        List<Facility> facilities = told.stream().map(ApiFacility::facility).toList();
        Manifest manifest = new Manifest(
                new Origin.Extracted("OpenElectricity " + options.base()),
                Duration.ofMillis(STEP_MILLIS),
                true,
                Instant.ofEpochMilli(rows.getFirst().at()),
                Instant.ofEpochMilli(rows.getLast().at()),
                rows.size(),
                "Open Electricity, CC BY-NC 4.0: not for commercial use without a paid plan");
        ExtractReport report = new ExtractReport(
                requests,
                told.size(),
                withoutData,
                overCapacity(facilities, rows),
                units.refused() + regions.refused(),
                rollUp.partial());
        return new Result(new MemoryRecording(manifest, facilities, layout, rows), report);
    }

    /** The rows from the first to the last time of which anything is known. */
    private static List<WideRow> rows(
            WideLayout layout, List<ApiFacility> facilities, RollUp rollUp, Series units, Series regions) {
        List<WideRow> rows = new ArrayList<>();
        int known = 0;
        for (int step = 0; step < units.axis().steps(); step++) {
            double[] values = new double[layout.width()];
            int column = 0;
            for (ApiFacility facility : facilities) {
                values[column++] = rollUp.power(facility, step);
                values[column++] = rollUp.emissions(facility, step);
            }
            for (String region : layout.regions()) {
                values[column++] = regions.get(region, PRICE, step);
                values[column++] = regions.get(region, DEMAND, step);
            }
            boolean any = Arrays.stream(values).anyMatch(value -> !WideRow.isMissing(value));
            if (any || !rows.isEmpty()) {
                rows.add(new WideRow(layout, units.axis().at(step), values));
                known = any ? rows.size() : known;
            }
        }
        return rows.subList(0, known);
    }

    private static List<String> overCapacity(List<Facility> facilities, List<WideRow> rows) {
        List<String> over = new ArrayList<>();
        for (int i = 0; i < facilities.size(); i++) {
            double limit = 1.1 * facilities.get(i).capacity();
            for (WideRow row : rows) {
                if (Math.abs(row.power(i)) > limit) {
                    over.add(facilities.get(i).code());
                    break;
                }
            }
        }
        return over;
    }

    @Override
    public void close() {
        client.close();
    }
}
