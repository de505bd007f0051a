package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.SourceException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where the door listens, whom it lets in and its limits. Memory for clients is bounded by {@code maxConnections} times
 * {@code maxPacketBytes}, plus {@code maxInFlight} small entries each.
 *
 * @param port 0 takes any free one
 * @param credentials who may publish; empty lets everybody in, which only a loopback address may do
 * @param maxInFlight QoS 1 messages of one client that wait for their rows to be accepted, before its socket is no longer
 *     read; told to MQTT 5 clients as Receive Maximum
 * @param connectTimeout how long a client may take from the first byte to a complete CONNECT
 * @param idleTimeout after which a client that asked for no keep-alive is dropped
 * @param stallTimeout after which a client is dropped that does not read its acknowledgements
 * @param refusalDelay how long the answer to a wrong password is held back
 */
public record DoorOptions(
        String host,
        int port,
        List<Credential> credentials,
        Transport transport,
        int maxConnections,
        int maxPacketBytes,
        int maxInFlight,
        Duration connectTimeout,
        Duration idleTimeout,
        Duration stallTimeout,
        Duration refusalDelay) {

    /** What the bytes travel in. */
    public sealed interface Transport {
        /** Plain TCP. */
        record Plain() implements Transport {}

        /** TLS with a certificate chain and its private key, both PEM files. */
        record Tls(Path certificate, Path key) implements Transport {}
    }

    /** Checks every limit, and that an address open to the network asks for a password. */
    public DoorOptions {
        credentials = List.copyOf(credentials);
        check("port", port, 0, 65_535);
        check("maxConnections", maxConnections, 1, 100_000);
        check("maxPacketBytes", maxPacketBytes, 128, 16 * 1024 * 1024);
        check("maxInFlight", maxInFlight, 1, 65_535);
        positive("connectTimeout", connectTimeout);
        positive("idleTimeout", idleTimeout);
        positive("stallTimeout", stallTimeout);
        positive("refusalDelay", refusalDelay);
        if (credentials.isEmpty() && !isLoopback(host)) {
            throw new SourceException(
                    "listen=" + host + ":" + port + " is open to the network, expected user and password"
                            + " for this door, or listen=127.0.0.1:" + port);
        }
    }

    /** The address {@code listen}, spelled {@code 127.0.0.1:1883}, {@code [::1]:1883} or {@code localhost:1883}. */
    public static DoorOptions listen(String listen, List<Credential> credentials) {
        int colon = listen.lastIndexOf(':');
        String host = colon < 0 ? "" : listen.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        String port = listen.substring(colon + 1);
        if (host.isEmpty() || !port.matches("\\d{1,5}")) {
            throw new SourceException("listen=" + listen + ", expected address:port such as 127.0.0.1:1883");
        }
        return new DoorOptions(
                host,
                Integer.parseInt(port),
                credentials,
                new Transport.Plain(),
                1000,
                256 * 1024,
                1000,
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ofMillis(500));
    }

    public DoorOptions withTransport(Transport transport) {
        return new DoorOptions(
                host,
                port,
                credentials,
                transport,
                maxConnections,
                maxPacketBytes,
                maxInFlight,
                connectTimeout,
                idleTimeout,
                stallTimeout,
                refusalDelay);
    }

    public DoorOptions withLimits(int maxConnections, int maxPacketBytes, int maxInFlight) {
        return new DoorOptions(
                host,
                port,
                credentials,
                transport,
                maxConnections,
                maxPacketBytes,
                maxInFlight,
                connectTimeout,
                idleTimeout,
                stallTimeout,
                refusalDelay);
    }

    public DoorOptions withTimeouts(Duration connectTimeout, Duration idleTimeout, Duration stallTimeout) {
        return new DoorOptions(
                host,
                port,
                credentials,
                transport,
                maxConnections,
                maxPacketBytes,
                maxInFlight,
                connectTimeout,
                idleTimeout,
                stallTimeout,
                refusalDelay);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SourceException("listen=" + host + " is no address of this machine", e);
        }
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
