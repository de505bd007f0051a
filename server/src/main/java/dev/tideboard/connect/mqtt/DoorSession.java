package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.Intake;
import dev.tideboard.connect.Outcome;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client at the door, from its first byte to its last. Event loop only.
 *
 * <p>Nothing it causes is unbounded: its socket is not read while there is a {@link Hold}, so what it sends waits in the
 * network and, if it goes on, at its own end.
 */
final class DoorSession {

    private static final Logger LOG = LoggerFactory.getLogger(DoorSession.class);

    /** Why the socket is not read. */
    private enum Hold {
        /** Enough messages wait for their rows to be accepted. */
        IN_FLIGHT,
        /** The queue of a table is full; the message that found it so waits in a thread of its own. */
        QUEUE_FULL,
        /** The client does not read our replies. */
        REPLIES,
        /** It is about to be sent away. */
        LEAVING
    }

    private enum State {
        ARRIVED,
        CONNECTED,
        LEAVING
    }

    private static final int NOT_TAKEN = -1;
    /** Until it has said who it is, nobody may make the server hold more than this. */
    private static final int MAX_CONNECT_BYTES = 16 * 1024;

    private final NetSocket socket;
    private final Context context;
    private final DoorOptions options;
    private final DoorClients clients;
    private DoorRoutes routes;
    private final DoorPacketReader reader;
    private final PendingAcknowledgements acknowledgements = new PendingAcknowledgements();
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);
    private DoorReplies replies = new DoorReplies(4, 0, false);
    private State state = State.ARRIVED;
    private Buffer replied = Buffer.buffer();
    private boolean isReading;
    private int waitingBytes;
    private String clientId = "";
    private long silenceNanos;
    private long lastPacketNanos = System.nanoTime();
    private long stuckSinceNanos;
    private Runnable giveUpWaiting = () -> {};

    DoorSession(NetSocket socket, Context context, DoorOptions options, DoorClients clients, DoorRoutes routes) {
        this.socket = socket;
        this.context = context;
        this.options = options;
        this.clients = clients;
        this.routes = routes;
        this.reader = new DoorPacketReader(Math.min(options.limits().maxPacketBytes(), MAX_CONNECT_BYTES));
        this.silenceNanos = options.limits().connectTimeout().toNanos();
    }

    String clientId() {
        return clientId;
    }

    /** Bytes of the client. */
    void received(Buffer chunk) {
        reader.append(chunk.getBytes());
        readOn();
    }

    /** Handles the packets that are there, until one of them makes the session hold; replies in one write. */
    private void readOn() {
        isReading = true;
        boolean hasMoved = false;
        while (holds.isEmpty()) {
            Optional<DoorPacket> packet = reader.next();
            if (packet.isEmpty()) {
                break;
            }
            hasMoved = true;
            if (state == State.CONNECTED) {
                lastPacketNanos = System.nanoTime(); // before, the time to CONNECT counts from the start
            }
            try {
                handle(packet.get());
            } catch (RuntimeException e) {
                // A fault of ours must not leave a message waiting for ever: the client may send it again.
                LOG.error("a packet could not be handled", e);
                leave(DoorReplies.UNSPECIFIED_ERROR, "internal error");
            }
        }
        isReading = false;
        clients.holds(this, reader.heldBytes() + waitingBytes, hasMoved);
        if (state != State.LEAVING) {
            write(Buffer.buffer());
        }
    }

    private void handle(DoorPacket packet) {
        switch (packet) {
            case DoorPacket.Wrong wrong -> leave(wrong.code(), wrong.reason());
            case DoorPacket.UnknownVersion unknown ->
                turnAway(
                        DoorReplies.UNSUPPORTED_VERSION,
                        "protocol version " + unknown.version() + ", expected MQTT 3.1, 3.1.1 or 5");
            case DoorPacket.Connect connect -> connect(connect);
            case DoorPacket.Publish publish -> publish(publish);
            case DoorPacket.Subscribe subscribe ->
                write(replies.subscriptionsRefused(
                        subscribe.packetId(),
                        subscribe.filters(),
                        "this door takes messages in and gives none out: read the feed over HTTP"));
            case DoorPacket.Unsubscribe unsubscribe ->
                write(replies.unsubscribed(unsubscribe.packetId(), unsubscribe.filters()));
            case DoorPacket.Ping _ -> write(replies.pong());
            case DoorPacket.Disconnect _ -> end(Buffer.buffer());
        }
    }

    private void connect(DoorPacket.Connect connect) {
        replies = new DoorReplies(connect.version(), connect.maxReplyBytes(), connect.wantsReasons());
        DoorLogin.Verdict verdict = DoorLogin.judge(connect, options.credentials());
        switch (verdict) {
            case DoorLogin.Unknown unknown -> {
                beginToLeave();
                long delay = options.limits().refusalDelay().toMillis();
                context.owner().setTimer(delay, _ -> turnAway(unknown.code(), unknown.reason()));
            }
            case DoorLogin.Refused refused -> turnAway(refused.code(), refused.reason());
            case DoorLogin.Welcome welcome -> welcome(connect, welcome);
        }
    }

    private void welcome(DoorPacket.Connect connect, DoorLogin.Welcome welcome) {
        DoorLimits limits = options.limits();
        clientId = welcome.clientId();
        routes = routes.of(welcome.given());
        silenceNanos = connect.keepAliveSeconds() == 0
                ? limits.idleTimeout().toNanos()
                : TimeUnit.MILLISECONDS.toNanos(connect.keepAliveSeconds() * 1500L); // half as long again, says MQTT
        lastPacketNanos = System.nanoTime();
        state = State.CONNECTED;
        reader.allow(limits.maxPacketBytes());
        clients.named(clientId, this);
        write(replies.welcome(limits, welcome.isAssigned() ? clientId : ""));
    }

    private void publish(DoorPacket.Publish message) {
        if (message.qos() == 2) {
            String reason = "QoS 2, expected 0 or 1: rows are idempotent by key, so that at least once is enough";
            routes.refuse(message, reason);
            leave(DoorReplies.QOS_NOT_SUPPORTED, reason);
            return;
        }
        List<Intake> intakes = routes.of(message.topic());
        if (message.qos() == 0) {
            publishUnacknowledged(message, intakes);
        } else {
            publishAcknowledged(message, intakes);
        }
    }

    private void publishUnacknowledged(DoorPacket.Publish message, List<Intake> intakes) {
        if (intakes.isEmpty()) {
            routes.refuseTopic(message);
        }
        for (Intake intake : intakes) {
            Intake.Handover handover = intake.offer(message.payload());
            if (!handover.isComplete()) {
                handover.dropRest();
            }
        }
    }

    private void publishAcknowledged(DoorPacket.Publish message, List<Intake> intakes) {
        PendingAcknowledgements.Pending pending = acknowledgements.add(message.packetId());
        if (intakes.isEmpty()) {
            pending.complete(DoorReplies.TOPIC_NAME_INVALID, routes.refuseTopic(message));
            drainSoon();
            return;
        }
        List<Intake.Handover> handovers = new ArrayList<>(intakes.size());
        boolean isComplete = true;
        for (Intake intake : intakes) {
            Intake.Handover handover = intake.offer(message.payload());
            isComplete &= handover.isComplete();
            handovers.add(handover);
        }
        if (isComplete) {
            acknowledgeLater(pending, handovers);
        } else {
            waitingBytes = message.payload().length;
            waitForRoom(pending, handovers);
        }
        if (acknowledgements.size() >= options.limits().maxInFlight()) {
            hold(Hold.IN_FLIGHT);
        }
    }

    /** A QoS 1 message is never dropped: a thread of its own waits in the queue while the socket is not read. */
    private void waitForRoom(PendingAcknowledgements.Pending pending, List<Intake.Handover> handovers) {
        hold(Hold.QUEUE_FULL);
        Thread waiting = Thread.ofVirtual().name("mqtt-door-waiting").start(() -> {
            try {
                for (Intake.Handover handover : handovers) {
                    handover.putRest();
                }
            } catch (InterruptedException e) {
                return; // the client is gone, its message is its own again
            } catch (RuntimeException e) {
                context.runOnContext(_ -> notTaken(String.valueOf(e.getMessage())));
                return;
            }
            context.runOnContext(_ -> {
                acknowledgeLater(pending, handovers);
                waitingBytes = 0;
                release(Hold.QUEUE_FULL);
            });
        });
        giveUpWaiting = waiting::interrupt;
    }

    private void acknowledgeLater(PendingAcknowledgements.Pending pending, List<Intake.Handover> handovers) {
        CompletableFuture<Outcome> outcome = handovers.getFirst().outcome();
        for (int i = 1; i < handovers.size(); i++) {
            outcome = outcome.thenCombine(handovers.get(i).outcome(), Outcome::plus);
        }
        var _ = outcome.whenComplete((result, failure) -> {
            if (failure != null) {
                Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                pending.complete(NOT_TAKEN, String.valueOf(cause.getMessage()));
            } else {
                // MQTT 3.1.1 knows no refusal, and sending a bad row again cannot mend it: it is in the quarantine.
                int code = result.allRefused() ? DoorReplies.PAYLOAD_FORMAT_INVALID : DoorReplies.SUCCESS;
                pending.complete(code, result.reason());
            }
            drainSoon();
        });
    }

    /** One task on the event loop writes the acknowledgements of everything that completed until it runs. */
    private void drainSoon() {
        if (drainScheduled.compareAndSet(false, true)) {
            context.runOnContext(_ -> drain());
        }
    }

    private void drain() {
        drainScheduled.set(false);
        if (state != State.CONNECTED) {
            return;
        }
        Buffer out = Buffer.buffer();
        AtomicReference<String> notTaken = new AtomicReference<>("");
        acknowledgements.drain((packetId, code, reason) -> {
            if (code == NOT_TAKEN) {
                notTaken.compareAndSet("", reason);
            } else if (notTaken.get().isEmpty()) {
                replies.acknowledge(out, packetId, code, reason);
            }
        });
        write(out);
        if (!notTaken.get().isEmpty()) {
            notTaken(notTaken.get());
        } else if (acknowledgements.size() < options.limits().maxInFlight()) {
            release(Hold.IN_FLIGHT);
        }
    }

    /** The engine stops, or its table refuses rows while it is busy: the message stays the client's, to be sent again. */
    private void notTaken(String reason) {
        leave(DoorReplies.SERVER_BUSY, reason);
    }

    private void write(Buffer bytes) {
        replied.appendBuffer(bytes);
        if (isReading || replied.length() == 0) {
            return;
        }
        socket.write(replied);
        replied = Buffer.buffer();
        if (socket.writeQueueFull() && hold(Hold.REPLIES)) {
            stuckSinceNanos = System.nanoTime();
            socket.drainHandler(_ -> release(Hold.REPLIES));
        }
    }

    private boolean hold(Hold hold) {
        socket.pause();
        return holds.add(hold);
    }

    private void release(Hold hold) {
        if (holds.remove(hold) && holds.isEmpty()) {
            lastPacketNanos = System.nanoTime(); // while we did not read, its silence was ours
            readOn();
            if (holds.isEmpty()) {
                socket.resume();
            }
        }
    }

    /** Sends a client away that has not got in. */
    private void turnAway(int code, String reason) {
        clients.sentAway(reason);
        end(replies.turnedAway(code, reason));
    }

    /** Sends a client away; one of MQTT 5 that got in is told why. */
    void leave(int code, String reason) {
        if (state == State.LEAVING) {
            return;
        }
        clients.sentAway(reason);
        boolean canTell = state == State.CONNECTED && replies.canExplain();
        end(canTell ? replies.goodbye(code, reason) : Buffer.buffer());
    }

    private void end(Buffer lastWords) {
        beginToLeave();
        socket.end(replied.appendBuffer(lastWords));
        replied = Buffer.buffer();
    }

    private void beginToLeave() {
        state = State.LEAVING;
        stuckSinceNanos = System.nanoTime();
        hold(Hold.LEAVING);
        reader.drop();
    }

    /** The socket is closed, whoever closed it. */
    void closed() {
        state = State.LEAVING;
        clients.left(this);
        giveUpWaiting.run();
    }

    /**
     * Ends the connection at once. The close of the socket would first wait for everything to be written, for ever if the
     * client does not read; only from below Vert.x's own handler is it immediate.
     */
    void cut() {
        var _ = ((NetSocketInternal) socket).channelHandlerContext().close();
    }

    void checkSilence(long nowNanos) {
        boolean isStuck = state == State.LEAVING || holds.contains(Hold.REPLIES);
        if (isStuck) {
            if (nowNanos - stuckSinceNanos > options.limits().stallTimeout().toNanos()) {
                clients.sentAway("it does not read what it is sent");
                cut();
            }
            return;
        }
        if (holds.isEmpty() && nowNanos - lastPacketNanos > silenceNanos) {
            leave(
                    DoorReplies.KEEP_ALIVE_TIMEOUT,
                    "no complete packet for " + TimeUnit.NANOSECONDS.toSeconds(silenceNanos) + " s");
        }
    }
}
