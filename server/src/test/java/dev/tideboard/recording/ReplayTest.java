package dev.tideboard.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplayTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final WideLayout LAYOUT = new WideLayout(List.of("BAYSW", "G\"1\\"), List.of("NSW1"));
    private static final Recording THREE_STEPS = Recordings.of(
            LAYOUT,
            new double[] {1840.5, 136.8, 10, 0, 64.2, 7420},
            new double[] {1900, 141.2, WideRow.MISSING, WideRow.MISSING, WideRow.MISSING, 7430},
            new double[] {1910, WideRow.MISSING, -0.5, 0, -20, 7440});

    private final FakeStopwatch stopwatch = new FakeStopwatch();
    private final List<String> events = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    /** Time that passes only when somebody sleeps. */
    private static final class FakeStopwatch implements Stopwatch {
        private long nanos = 1_000_000_000_000L;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }
    }

    @Test
    void playsFacilitiesThenRegionsOfEachTimeInTheFirstSpelling() throws InterruptedException {
        play(ReplayOptions.DEFAULT);
        assertThat(events.subList(0, 3))
                .containsExactly(
                        "{\"facility_id\":\"BAYSW\",\"timestamp\":\"2025-10-15T10:05:00+10:00\",\"power_mw\":1840.5,\"co2_tonnes\":136.8}",
                        "{\"facility_id\":\"G\\\"1\\\\\",\"timestamp\":\"2025-10-15T10:05:00+10:00\",\"power_mw\":10,\"co2_tonnes\":0}",
                        "{\"region_id\":\"NSW1\",\"timestamp\":\"2025-10-15T10:05:00+10:00\",\"price_dmwh\":64.2,\"demand_mw\":7420}");
        assertThat(JSON.readTree(events.get(1)).path("facility_id").asString()).isEqualTo("G\"1\\");
        assertThat(timestamps())
                .isSorted()
                .containsOnly("2025-10-15T10:05:00+10:00", "2025-10-15T10:10:00+10:00", "2025-10-15T10:15:00+10:00");
    }

    @Test
    void leavesAMissingValueOut() throws InterruptedException {
        play(ReplayOptions.DEFAULT);
        assertThat(events.get(4))
                .isEqualTo("{\"facility_id\":\"G\\\"1\\\\\",\"timestamp\":\"2025-10-15T10:10:00+10:00\"}");
        assertThat(events.get(5))
                .isEqualTo("{\"region_id\":\"NSW1\",\"timestamp\":\"2025-10-15T10:10:00+10:00\",\"demand_mw\":7430}");
        assertThat(String.join("", events)).doesNotContain("NaN", "null");
    }

    @Test
    void pausesAfterEveryEvent() throws InterruptedException {
        play(ReplayOptions.DEFAULT.withPace(new Pace.EveryEvent(Duration.ofMillis(100))));
        assertThat(times).containsExactly(0L, 100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L);
    }

    @Test
    void sendsTheEventsOfAStepTogetherAndStepsEvenly() throws InterruptedException {
        play(ReplayOptions.DEFAULT.withPace(new Pace.Steps(4)));
        assertThat(times).containsExactly(0L, 0L, 0L, 250L, 250L, 250L, 500L, 500L, 500L);
    }

    @Test
    void keepsTheRhythmWhenTheSinkIsSlowButDoesNotRushAfterALongStop() throws InterruptedException {
        Recording five = Recordings.of(
                new WideLayout(List.of("A"), List.of()),
                new double[2],
                new double[2],
                new double[2],
                new double[2],
                new double[2]);
        long[] delays = {400, 0, 30_000, 0, 0};
        EventSink slow = payload -> {
            times.add(stopwatch.nanos / 1_000_000 - 1_000_000);
            stopwatch.nanos += delays[times.size() - 1] * 1_000_000;
        };
        new Replay(five, slow, ReplayOptions.DEFAULT, stopwatch).run();
        assertThat(times).containsExactly(0L, 1_000L, 2_000L, 32_000L, 33_000L);
    }

    @Test
    void repeatsTheRecordedTimesWhenLooping() throws InterruptedException {
        playUntil(18, ReplayOptions.DEFAULT.looping(Duration.ofSeconds(60)));
        assertThat(events.subList(9, 18)).isEqualTo(events.subList(0, 9));
        assertThat(times.get(9)).isEqualTo(62_000L);
    }

    @Test
    void movesEachPassOnByTheRecordingsLengthWhenShifting() throws InterruptedException {
        playUntil(27, ReplayOptions.DEFAULT.looping(Duration.ZERO).shifting());
        assertThat(timestamps().stream().distinct())
                .containsExactly(
                        "2025-10-15T10:05:00+10:00",
                        "2025-10-15T10:10:00+10:00",
                        "2025-10-15T10:15:00+10:00",
                        "2025-10-15T10:20:00+10:00",
                        "2025-10-15T10:25:00+10:00",
                        "2025-10-15T10:30:00+10:00",
                        "2025-10-15T10:35:00+10:00",
                        "2025-10-15T10:40:00+10:00",
                        "2025-10-15T10:45:00+10:00");
        assertThat(times.get(9)).as("the next pass keeps the rhythm").isEqualTo(3_000L);
    }

    @Test
    void playsTheBurstWithoutPausesOnceOnly() throws InterruptedException {
        playUntil(
                18,
                ReplayOptions.DEFAULT
                        .withPace(new Pace.EveryEvent(Duration.ofMillis(100)))
                        .withBurst(Duration.ofMinutes(10))
                        .looping(Duration.ZERO));
        assertThat(times.subList(0, 9)).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 100L, 200L);
        assertThat(times.subList(9, 12)).containsExactly(300L, 400L, 500L);
    }

    @Test
    void stepsFollowABurstAtTheirPace() throws InterruptedException {
        play(ReplayOptions.DEFAULT.withBurst(Duration.ofMinutes(5)));
        assertThat(times).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 1_000L, 1_000L, 1_000L);
    }

    @Test
    void announcesItselfWhenAsked() throws InterruptedException {
        play(ReplayOptions.DEFAULT.announced());
        assertThat(events.getFirst()).isEqualTo("{\"timestamp\":\"starting...\",\"price_dmwh\":0,\"demand_mw\":0}");
        assertThat(events).hasSize(10);
    }

    @Test
    void tellsHowFarItCame() throws InterruptedException {
        Replay.Progress progress = play(ReplayOptions.DEFAULT);
        long last = THREE_STEPS.manifest().last().toEpochMilli();
        assertThat(progress).isEqualTo(new Replay.Progress(1, 3, 9, last));
    }

    private Replay.Progress play(ReplayOptions options) throws InterruptedException {
        return playUntil(Integer.MAX_VALUE, options);
    }

    private Replay.Progress playUntil(int count, ReplayOptions options) throws InterruptedException {
        Replay[] replay = new Replay[1];
        long start = stopwatch.nanos();
        EventSink sink = payload -> {
            events.add(new String(payload, UTF_8));
            times.add((stopwatch.nanos() - start) / 1_000_000);
            if (events.size() == count) {
                replay[0].stop();
            }
        };
        replay[0] = new Replay(THREE_STEPS, sink, options, stopwatch);
        return replay[0].run();
    }

    private List<String> timestamps() {
        return events.stream()
                .map(JSON::readTree)
                .map((JsonNode event) -> event.path("timestamp").asString())
                .toList();
    }
}
