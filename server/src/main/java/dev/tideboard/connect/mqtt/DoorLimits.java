package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.SourceException;
import java.time.Duration;

/**
 * How much of clients a door bears. Memory for them is bounded by {@code maxHeldBytes}, plus {@code maxInFlight} small entries
 * each.
 *
 * @param maxConnections clients that may be connected at a time
 * @param maxPacketBytes the largest packet a client may send
 * @param maxInFlight QoS 1 messages of one client that wait for their rows to be accepted, before its socket is no longer
 *     read; told to MQTT 5 clients as Receive Maximum
 * @param maxHeldBytes unfinished packets and waiting messages of all clients together; beyond, whoever made no progress for
 *     longest is sent away
 * @param connectTimeout how long a client may take from the first byte to a complete CONNECT
 * @param idleTimeout after which a client that asked for no keep-alive is dropped
 * @param stallTimeout after which a client is dropped that does not read its acknowledgements
 * @param refusalDelay how long the answer to a wrong password is held back
 */
public record DoorLimits(
        int maxConnections,
        int maxPacketBytes,
        int maxInFlight,
        int maxHeldBytes,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration stallTimeout,
        Duration refusalDelay) {

    public static final DoorLimits DEFAULTS = new DoorLimits(
            1000,
            256 * 1024,
            1000,
            32 * 1024 * 1024,
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofMillis(500));

    /** Checks every limit. */
    public DoorLimits {
        check("maxConnections", maxConnections, 1, 100_000);
        check("maxPacketBytes", maxPacketBytes, 128, 16 * 1024 * 1024);
        check("maxInFlight", maxInFlight, 1, 65_535);
        // A packet that is being read may take twice its length, as the array it is in grows.
        check("maxHeldBytes", maxHeldBytes, 4 * maxPacketBytes, 1 << 30);
        positive("connectTimeout", connectTimeout);
        positive("idleTimeout", idleTimeout);
        positive("stallTimeout", stallTimeout);
        positive("refusalDelay", refusalDelay);
    }

    DoorLimits withClients(int maxConnections, int maxPacketBytes, int maxInFlight) {
        return new DoorLimits(
                maxConnections,
                maxPacketBytes,
                maxInFlight,
                maxHeldBytes,
                connectTimeout,
                idleTimeout,
                stallTimeout,
                refusalDelay);
    }

    DoorLimits withHeld(int maxHeldBytes) {
        return new DoorLimits(
                maxConnections,
                maxPacketBytes,
                maxInFlight,
                maxHeldBytes,
                connectTimeout,
                idleTimeout,
                stallTimeout,
                refusalDelay);
    }

    DoorLimits withTimeouts(Duration connectTimeout, Duration idleTimeout, Duration stallTimeout) {
        return new DoorLimits(
                maxConnections,
                maxPacketBytes,
                maxInFlight,
                maxHeldBytes,
                connectTimeout,
                idleTimeout,
                stallTimeout,
                refusalDelay);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new SourceException(name + "=" + value + ", expected " + least + " to " + most);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new SourceException(name + "=" + value + ", expected more than zero");
        }
    }
}
