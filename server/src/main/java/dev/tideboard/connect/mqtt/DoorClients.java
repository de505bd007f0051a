package dev.tideboard.connect.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is at the door: bounds the connections, one per client id, and sends away who is silent. Event loop only. */
final class DoorClients {
    private static final Logger LOG = LoggerFactory.getLogger(DoorClients.class);

    private final String door;
    private final int most;
    private final IntConsumer connected;
    private final DoorMemory memory;
    private final Set<DoorSession> sessions = new LinkedHashSet<>();
    private final Map<String, DoorSession> byClientId = new HashMap<>();
    private long sentAway;
    private long told;
    private String lastReason = "";
    private final Promise<Void> gone = Promise.promise();
    private boolean isClosed;

    /**
     * Nobody yet.
     *
     * @param connected hears how many clients there are, each time that changes
     */
    DoorClients(String door, DoorLimits limits, IntConsumer connected) {
        this.door = door;
        this.most = limits.maxConnections();
        this.connected = connected;
        this.memory = new DoorMemory(limits.maxHeldBytes());
    }

    /** Notes what a session makes the server hold; whoever made no progress for longest goes while that is too much. */
    void holds(DoorSession session, int bytes, boolean hasMoved) {
        if (!sessions.contains(session)) {
            return; // it has left, and what came before is being worked off
        }
        memory.holds(session, bytes, hasMoved);
        Optional<DoorSession> stuck = memory.tooMuch();
        while (stuck.isPresent()) {
            memory.holds(stuck.get(), 0, true);
            stuck.get().leave(DoorReplies.SERVER_BUSY, "unfinished packets of all clients > maxHeldBytes");
            stuck = memory.tooMuch();
        }
    }

    /** Bytes that unfinished packets and waiting messages of all clients take. */
    long heldBytes() {
        return memory.bytes();
    }

    /** True when there is room for one more connection. */
    boolean arrived(DoorSession session) {
        if (isClosed) {
            return false;
        }
        if (sessions.size() >= most) {
            sentAway("connections > maxConnections=" + most);
            return false;
        }
        sessions.add(session);
        return true;
    }

    /** The session is the one of this client id from now on; an older one of the same id has to go. */
    void named(String clientId, DoorSession session) {
        DoorSession older = byClientId.put(clientId, session);
        if (older != null) {
            older.leave(DoorReplies.SESSION_TAKEN_OVER, "another client connected with the same client id");
        }
        connected.accept(byClientId.size());
    }

    void left(DoorSession session) {
        sessions.remove(session);
        memory.holds(session, 0, true);
        if (byClientId.remove(session.clientId(), session)) {
            connected.accept(byClientId.size());
        }
        if (isClosed && sessions.isEmpty()) {
            gone.tryComplete();
        }
    }

    /** Remembers why a client was sent away, to be told once a minute and not at the rate of whoever attacks. */
    void sentAway(String reason) {
        sentAway++;
        lastReason = reason;
    }

    /** Looks for clients that are silent or stuck. */
    void sweep(long nowNanos) {
        for (DoorSession session : new ArrayList<>(sessions)) {
            session.checkSilence(nowNanos);
        }
    }

    /** Tells how many were sent away since last told. */
    void tell() {
        if (sentAway > told) {
            LOG.info("{} sent {} clients away, the last because: {}", door, sentAway - told, lastReason);
            told = sentAway;
        }
    }

    /** Sends everybody away, and lets nobody in any more; completes when all have gone. */
    Future<Void> close() {
        isClosed = true;
        for (DoorSession session : new ArrayList<>(sessions)) {
            session.leave(DoorReplies.SERVER_SHUTTING_DOWN, "the server is shutting down");
        }
        if (sessions.isEmpty()) {
            gone.tryComplete();
        }
        return gone.future();
    }

    /** Ends the connections of those who did not go. */
    void cut() {
        new ArrayList<>(sessions).forEach(DoorSession::cut);
    }
}
