package dev.tideboard.connect;

import dev.tideboard.engine.Inlet;
import dev.tideboard.engine.Receipt;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The way of a source's messages to their tables: decoded, handed to the inlets, counted. Thread-safe.
 *
 * <p>An event loop {@linkplain #offer offers} a message; a source with a thread of its own {@linkplain #put puts} it and
 * waits while a queue is full.
 */
public final class Intake {
    private final RowDecoder decoder;
    private final SourceEntry entry;

    public Intake(RowDecoder decoder, SourceEntry entry) {
        this.decoder = decoder;
        this.entry = entry;
        entry.ignoredFields(decoder::ignoredFields);
    }

    /** State and counters of the source. */
    public SourceEntry entry() {
        return entry;
    }

    /** Decodes {@code message} and hands over what the queues take now, without ever blocking. */
    public Handover offer(byte[] message) {
        Handover handover = start(message);
        handover.offerRest();
        return handover;
    }

    /** Decodes {@code message} and hands it over, blocking while a queue is full. */
    public CompletableFuture<Outcome> put(byte[] message) throws InterruptedException {
        Handover handover = start(message);
        handover.putRest();
        return handover.outcome();
    }

    private Handover start(byte[] message) {
        Decoded decoded = decoder.decode(message);
        entry.refused(decoded.refused());
        return new Handover(decoded);
    }

    /** One message on its way into the queues. One thread at a time, except for {@link #outcome()}. */
    public final class Handover {
        private final ArrayDeque<Decoded.Part> rest;
        private CompletableFuture<Outcome> outcome;

        private Handover(Decoded decoded) {
            this.rest = new ArrayDeque<>(decoded.parts());
            this.outcome = CompletableFuture.completedFuture(new Outcome(0, 0, decoded.refused(), decoded.reason()));
        }

        /** True when every row is in its queue. */
        public boolean isComplete() {
            return rest.isEmpty();
        }

        /** Hands over what the queues take now; true when that was all. */
        public boolean offerRest() {
            while (!rest.isEmpty()) {
                Decoded.Part part = rest.peek();
                CompletableFuture<Receipt> receipt = new CompletableFuture<>();
                if (!part.inlet().offer(part.rows(), entry.name(), receipt)) {
                    return false;
                }
                rest.remove();
                add(receipt);
            }
            return true;
        }

        /** Hands over the rest, blocking while a queue is full. */
        public void putRest() throws InterruptedException {
            while (!rest.isEmpty()) {
                Decoded.Part part = rest.peek();
                CompletableFuture<Receipt> receipt = part.inlet().put(part.rows(), entry.name());
                rest.remove();
                add(receipt);
            }
        }

        /** Lets the rest go and counts it; only for messages whose sender wants no acknowledgement. */
        public void dropRest() {
            rest.forEach(part -> entry.dropped(part.rows().size()));
            rest.clear();
        }

        /**
         * What became of the rows handed over so far: completes after the last of them was applied, fails when the
         * engine stops before.
         */
        public CompletableFuture<Outcome> outcome() {
            return outcome;
        }

        private void add(CompletableFuture<Receipt> receipt) {
            CompletableFuture<Outcome> part = receipt.thenApply(this::count);
            outcome = outcome.thenCombine(part, Outcome::plus);
        }

        private Outcome count(Receipt receipt) {
            Outcome counted = Outcome.of(receipt);
            entry.accepted(counted.accepted(), counted.duplicate());
            entry.refused(counted.refused());
            return counted;
        }
    }

    /** The tables this source writes to; for pages that show where rows come from. */
    public List<String> tables() {
        return decoder.inlets().stream()
                .map(Inlet::table)
                .map(table -> table.name())
                .distinct()
                .toList();
    }
}
