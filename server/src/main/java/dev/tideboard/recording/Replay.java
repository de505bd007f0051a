package dev.tideboard.recording;

import java.time.Duration;

/**
 * Plays a recording as events in the order of their times: at each time the facilities, then the regions.
 *
 * <p>{@link #run} belongs to one thread; {@link #stop} and {@link #progress} may be called from any.
 */
public final class Replay {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Recording recording;
    private final EventSink sink;
    private final ReplayOptions options;
    private final Stopwatch stopwatch;
    private final ReadingEvents events;
    private volatile boolean stopped;
    private volatile Progress progress = new Progress(0, 0, 0, Long.MIN_VALUE);
    private long nextStepNanos;

    /**
     * How far a replay has come.
     *
     * @param pass the pass that runs, counted from 1; 0 before the first
     * @param steps rows played in all passes
     * @param events events handed to the sink in all passes
     * @param at the time of the last row as it was published, in milliseconds since the epoch
     */
    public record Progress(int pass, long steps, long events, long at) {}

    public Replay(Recording recording, EventSink sink, ReplayOptions options, Stopwatch stopwatch) {
        this.recording = recording;
        this.sink = sink;
        this.options = options;
        this.stopwatch = stopwatch;
        this.events = new ReadingEvents(recording.layout());
    }

    /** Plays until the end, for ever when looping, or until it is stopped; returns how far it came. */
    public Progress run() throws InterruptedException {
        nextStepNanos = stopwatch.nanos();
        if (options.announce()) {
            sink.publish(ReadingEvents.announcement());
        }
        for (int pass = 1; !stopped; pass++) {
            if (pass > 1 && !options.cooldown().isZero()) {
                stopwatch.sleep(options.cooldown());
            }
            pass(pass);
            sink.flush();
            if (!options.loop()) {
                break;
            }
        }
        return progress;
    }

    /** Ends the replay after the event in hand; a sleeping replay also needs its thread interrupted. */
    public void stop() {
        stopped = true;
    }

    public Progress progress() {
        return progress;
    }

    private void pass(int pass) throws InterruptedException {
        long shift = options.shift()
                ? Math.multiplyExact(recording.manifest().length().toMillis(), pass - 1L)
                : 0;
        long burstEnd =
                recording.manifest().first().toEpochMilli() + options.burst().toMillis();
        try (RowCursor rows = recording.rows()) {
            while (!stopped && rows.hasNext()) {
                WideRow row = rows.next();
                boolean paced = pass > 1 || row.at() >= burstEnd;
                if (paced) {
                    awaitStep();
                } else {
                    nextStepNanos = stopwatch.nanos();
                }
                long at = row.at() + shift;
                long sent = step(row, MarketTime.format(at), paced);
                progress = new Progress(pass, progress.steps() + 1, progress.events() + sent, at);
            }
        }
    }

    private void awaitStep() throws InterruptedException {
        if (!(options.pace() instanceof Pace.Steps steps)) {
            return;
        }
        long now = stopwatch.nanos();
        long wait = nextStepNanos - now;
        if (wait > 0) {
            stopwatch.sleep(Duration.ofNanos(wait));
        }
        long stepNanos = Math.round(NANOS_PER_SECOND / steps.perSecond());
        // A sink that was blocked for long must not be followed by a rush of all the steps it missed.
        long due = wait < -stepNanos ? now : nextStepNanos;
        nextStepNanos = due + stepNanos;
    }

    private int step(WideRow row, String time, boolean paced) throws InterruptedException {
        int facilities = row.layout().facilities().size();
        int regions = row.layout().regions().size();
        int sent = 0;
        while (sent < facilities + regions && !stopped) {
            sink.publish(
                    sent < facilities ? events.facility(row, sent, time) : events.region(row, sent - facilities, time));
            sent++;
            if (paced
                    && options.pace() instanceof Pace.EveryEvent every
                    && !every.pause().isZero()) {
                stopwatch.sleep(every.pause());
            }
        }
        return sent;
    }
}
