package dev.tideboard.engine.ops.calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * What the clocks of a zone show. Remembers the stretch between two changes of clock that the last instant lay in: rows
 * come nearly in order of time, so the zone's rules are seldom asked. One thread at a time.
 */
public class LocalClock {
    private final ZoneRules rules;

    private long from = 1;
    private long until;
    private long offset;
    private long fresh;

    /** The clocks of {@code zone}. */
    public LocalClock(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** The local date and time at {@code instant}, as milliseconds since 1970 began on that clock. */
    public final long local(long instant) {
        settle(instant);
        return instant + offset;
    }

    /** Makes the stretch that {@code instant} lies in the current one. */
    final void settle(long instant) {
        if (instant >= from && instant < until) {
            return;
        }
        Instant at = Instant.ofEpochMilli(instant);
        offset = rules.getOffset(at).getTotalSeconds() * 1_000L;
        ZoneOffsetTransition last = rules.previousTransition(at.plusMillis(1));
        ZoneOffsetTransition next = rules.nextTransition(at);
        from = last == null ? Long.MIN_VALUE : last.toEpochSecond() * 1_000;
        until = next == null ? Long.MAX_VALUE : next.toEpochSecond() * 1_000;
        long repeated = last == null ? 0 : last.getOffsetBefore().getTotalSeconds() * 1_000L - offset;
        fresh = from + Math.max(0, repeated);
    }

    /** Where the current stretch starts: at a change of clock, or before all time. */
    final long from() {
        return from;
    }

    /** The next change of clock. */
    final long until() {
        return until;
    }

    /** What the clock shows more than UTC in the current stretch. */
    final long offset() {
        return offset;
    }

    /** From when on the current stretch shows times that no clock of the zone has shown before. */
    final long fresh() {
        return fresh;
    }

    /** When the clock first showed {@code local} or, where it jumps over that, a later time. */
    final long first(long local) {
        ZoneOffsetTransition change = rules.getTransition(Step.local(local));
        if (change != null && change.isGap()) {
            return change.toEpochSecond() * 1_000;
        }
        return local - rules.getOffset(Step.local(local)).getTotalSeconds() * 1_000L; // of two, that before the change
    }
}
