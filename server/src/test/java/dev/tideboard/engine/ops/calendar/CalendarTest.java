package dev.tideboard.engine.ops.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Periods of days, hours and half hours around every change of clock of every zone from 1970 to 2037, against the same
 * said in java.time: days by its {@code atStartOfDay}, shorter ones by looking at the clock minute by minute.
 */
class CalendarTest {
    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2038-01-01T00:00:00Z");
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long[] AROUND = {
        -DAY - HOUR, -DAY, -HOUR - 1, -HOUR, -HOUR / 2, -1, 0, 1, HOUR / 2, HOUR, HOUR + 1, DAY, DAY + HOUR
    };

    @Test
    void daysAreThoseOfTheLocalCalendarAtEveryChangeOfEveryZone() {
        int checked = 0;
        for (ZoneId zone : zones()) {
            PeriodCursor days = new Calendar(zone, Step.ofMillis(DAY), Step.NONE).cursor();
            for (ZoneOffsetTransition change : changes(zone)) {
                long[] starts = dayStarts(zone, change);
                for (long around : AROUND) {
                    long instant = change.getInstant().toEpochMilli() + around;
                    int day = 0;
                    while (starts[day + 1] <= instant) {
                        day++;
                    }
                    assertPeriod(days, zone, instant, starts[day], starts[day + 1]);
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThan(300_000);
    }

    /** When each local day around a change starts; a day that a zone skipped starts with the next. */
    private static long[] dayStarts(ZoneId zone, ZoneOffsetTransition change) {
        LocalDate date = change.getDateTimeBefore().toLocalDate().minusDays(4);
        long[] starts = new long[9];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = date.plusDays(i).atStartOfDay(zone).toInstant().toEpochMilli();
        }
        return starts;
    }

    @Test
    void hoursAreThoseOfTheClockAtEveryChangeOfEveryZone() {
        assertClockPeriods(HOUR);
    }

    @Test
    void halfHoursAreThoseOfTheClockAtEveryChangeOfEveryZone() {
        assertClockPeriods(HOUR / 2);
    }

    @Test
    void sixHoursAreThoseOfTheClockAtEveryChangeOfEveryZone() {
        assertClockPeriods(6 * HOUR);
    }

    @Test
    void theEndsOfTimeHaveAPeriod() {
        for (Step step : List.of(Step.ofMillis(HOUR), Step.ofMillis(DAY), Step.ofMonths(1))) {
            PeriodCursor periods = new Calendar(ZoneId.of("Australia/Sydney"), step, Step.NONE).cursor();
            for (long instant : new long[] {Long.MIN_VALUE, -1L << 62, 1L << 61, 1L << 62, Long.MAX_VALUE - 1}) {
                assertThat(periods.start(instant)).isLessThanOrEqualTo(instant);
                assertThat(periods.end(instant)).isGreaterThan(instant);
            }
        }
    }

    private static void assertClockPeriods(long length) {
        for (ZoneId zone : zones()) {
            PeriodCursor periods = new Calendar(zone, Step.ofMillis(length), Step.NONE).cursor();
            for (ZoneOffsetTransition change : changes(zone)) {
                long at = change.getInstant().toEpochMilli();
                List<Long> starts = clockStarts(zone, at, length);
                for (long around : AROUND) {
                    long instant = at + around;
                    int period = 0;
                    while (starts.get(period + 1) <= instant) {
                        period++;
                    }
                    assertPeriod(periods, zone, instant, starts.get(period), starts.get(period + 1));
                }
            }
        }
    }

    /** Every instant around a change at which the clock shows a multiple of {@code length}, or jumps past one. */
    private static List<Long> clockStarts(ZoneId zone, long change, long length) {
        ZoneRules rules = zone.getRules();
        List<Long> starts = new ArrayList<>();
        // clocks are changed at whole seconds, and offsets are in them: steps of a second near changes would be enough,
        // larger ones are taken where the next multiple is known to be far
        long from = change - DAY - HOUR - 2 * length;
        long until = change + DAY + HOUR + 2 * length;
        long before = shown(rules, from - 1_000);
        for (long at = from; at <= until; ) {
            long shows = shown(rules, at);
            boolean jumped = Math.floorDiv(before + 999, length) != Math.floorDiv(shows, length);
            if (Math.floorMod(shows, length) == 0 || jumped) {
                starts.add(at);
            }
            long quiet = Math.min(length - Math.floorMod(shows, length), untilChange(rules, at));
            before = shown(rules, at + quiet - 1_000);
            at += quiet;
        }
        starts.add(Long.MAX_VALUE);
        return starts;
    }

    private static long untilChange(ZoneRules rules, long at) {
        ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochMilli(at));
        return next == null ? Long.MAX_VALUE : next.getInstant().toEpochMilli() - at;
    }

    private static long shown(ZoneRules rules, long instant) {
        Instant at = Instant.ofEpochMilli(instant);
        LocalDateTime local = LocalDateTime.ofInstant(at, rules.getOffset(at));
        return local.toLocalDate().toEpochDay() * DAY + local.toLocalTime().toNanoOfDay() / 1_000_000;
    }

    /** That the period is the one given, found from any of its ends, and that its neighbours touch it. */
    private static void assertPeriod(PeriodCursor periods, ZoneId zone, long instant, long start, long end) {
        long found = periods.start(instant);
        long until = periods.end(instant);
        boolean right = found == start
                && until == end
                && found <= instant
                && instant < until
                && periods.end(found - 1) == found
                && periods.start(until) == until
                && periods.start(until - 1) == found;
        if (!right) { // said only then, since a million assertions take their time
            throw new AssertionError(zone + " at " + Instant.ofEpochMilli(instant) + ": " + Instant.ofEpochMilli(found)
                    + " to " + Instant.ofEpochMilli(until) + ", not " + Instant.ofEpochMilli(start) + " to "
                    + Instant.ofEpochMilli(end) + "; the one before ends "
                    + Instant.ofEpochMilli(periods.end(found - 1)) + ", the next starts "
                    + Instant.ofEpochMilli(periods.start(until)));
        }
    }

    private static List<ZoneId> zones() {
        return ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition next = rules.nextTransition(FIRST);
        while (next != null && next.getInstant().isBefore(LAST)) {
            changes.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        return changes;
    }
}
