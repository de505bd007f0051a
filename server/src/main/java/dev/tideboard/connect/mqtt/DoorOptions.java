package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.SourceException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the door listens, whom it lets in and its limits.
 *
 * @param port 0 takes any free one
 * @param credentials who may connect; empty lets everybody in, which only a loopback address may do
 */
public record DoorOptions(String host, int port, List<Credential> credentials, Transport transport, DoorLimits limits) {

    /** What the bytes travel in. */
    public sealed interface Transport {
        /** Plain TCP. */
        record Plain() implements Transport {}

        /** TLS with a certificate chain and its private key, both PEM files. */
        record Tls(Path certificate, Path key) implements Transport {}
    }

    /** Checks the port, and that an address open to the network asks for a password. */
    public DoorOptions {
        credentials = List.copyOf(credentials);
        if (port < 0 || port > 65_535) {
            throw new SourceException("port=" + port + ", expected 0 to 65535");
        }
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
        return new DoorOptions(host, Integer.parseInt(port), credentials, new Transport.Plain(), DoorLimits.DEFAULTS);
    }

    public DoorOptions withTransport(Transport transport) {
        return new DoorOptions(host, port, credentials, transport, limits);
    }

    public DoorOptions withLimits(DoorLimits limits) {
        return new DoorOptions(host, port, credentials, transport, limits);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SourceException("listen=" + host + " is no address of this machine", e);
        }
    }
}
