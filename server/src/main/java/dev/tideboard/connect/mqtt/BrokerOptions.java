package dev.tideboard.connect.mqtt;

import dev.tideboard.connect.SourceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How to reach a broker, or a door, as its client.
 *
 * @param user "" to give no credential
 * @param password never shown in text
 * @param authorities PEM files with the certificates to trust instead of the system's; empty trusts the system's
 * @param clientId "" lets one be made up; needed for a session that outlives the connection
 * @param session how long the broker keeps what it has for us while we are away; {@link Duration#ZERO} for not at all.
 *     Before MQTT 5 it is for ever or not at all
 * @param inFlight messages under way at once, in or out; the client library has 64 at most on the way out
 * @param firstRetry wait before the first reconnect, doubled up to {@code longestRetry}
 */
public record BrokerOptions(
        String host,
        int port,
        boolean tls,
        String user,
        String password,
        List<Path> authorities,
        Version version,
        String clientId,
        Duration session,
        int inFlight,
        Duration firstRetry,
        Duration longestRetry) {

    /** The version of the protocol spoken. */
    public enum Version {
        V3_1_1,
        V5
    }

    /** Checks the limits. */
    public BrokerOptions {
        authorities = List.copyOf(authorities);
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new SourceException("broker=" + host + ":" + port + ", expected a host and a port from 1 to 65535");
        }
        if (user.isEmpty() && !password.isEmpty()) {
            throw new SourceException("broker=" + host + ": a password without a user");
        }
        if (!session.isZero() && clientId.isEmpty()) {
            throw new SourceException("broker=" + host + ": a session that is kept needs a client id of its own");
        }
        if (inFlight < 1 || inFlight > 65_535) {
            throw new SourceException("inFlight=" + inFlight + ", expected 1 to 65535");
        }
    }

    /** The broker at {@code mqtt://[user:password@]host[:1883]} or {@code mqtts://[user:password@]host[:8883]}. */
    public static BrokerOptions of(String url) {
        URI uri = parse(url);
        boolean tls = "mqtts".equals(uri.getScheme());
        String login = uri.getUserInfo() == null ? "" : uri.getUserInfo();
        int colon = login.indexOf(':');
        int port = uri.getPort() >= 0 ? uri.getPort() : (tls ? 8883 : 1883);
        String host = uri.getHost().replace("[", "").replace("]", "");
        return new BrokerOptions(
                host,
                port,
                tls,
                colon < 0 ? login : login.substring(0, colon),
                colon < 0 ? "" : login.substring(colon + 1),
                List.of(),
                Version.V5,
                "",
                Duration.ZERO,
                100,
                Duration.ofMillis(200),
                Duration.ofSeconds(30));
    }

    public BrokerOptions withLogin(String user, String password) {
        return copy(user, password, authorities, version, inFlight);
    }

    public BrokerOptions withAuthorities(List<Path> authorities) {
        return copy(user, password, authorities, version, inFlight);
    }

    public BrokerOptions withVersion(Version version) {
        return copy(user, password, authorities, version, inFlight);
    }

    public BrokerOptions withInFlight(int inFlight) {
        return copy(user, password, authorities, version, inFlight);
    }

    /** A session of this name that the broker keeps for {@code session} while we are away. */
    public BrokerOptions withSession(String clientId, Duration session) {
        return new BrokerOptions(
                host,
                port,
                tls,
                user,
                password,
                authorities,
                version,
                clientId,
                session,
                inFlight,
                firstRetry,
                longestRetry);
    }

    public BrokerOptions withRetry(Duration firstRetry, Duration longestRetry) {
        return new BrokerOptions(
                host,
                port,
                tls,
                user,
                password,
                authorities,
                version,
                clientId,
                session,
                inFlight,
                firstRetry,
                longestRetry);
    }

    /** Where it leads, without the credential. */
    public String address() {
        return (tls ? "mqtts://" : "mqtt://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    @Override
    public String toString() {
        return "BrokerOptions[" + address() + ", user=" + user + ", version=" + version + ", clientId=" + clientId
                + "]";
    }

    private BrokerOptions copy(String user, String password, List<Path> authorities, Version version, int inFlight) {
        return new BrokerOptions(
                host,
                port,
                tls,
                user,
                password,
                authorities,
                version,
                clientId,
                session,
                inFlight,
                firstRetry,
                longestRetry);
    }

    private static URI parse(String url) {
        String expected = ", expected mqtt://host:1883 or mqtts://host:8883";
        try {
            URI uri = new URI(url);
            boolean known = "mqtt".equals(uri.getScheme()) || "mqtts".equals(uri.getScheme());
            boolean bare = uri.getPath() == null
                    || uri.getPath().isEmpty()
                    || uri.getPath().equals("/");
            if (!known || uri.getHost() == null || !bare || uri.getQuery() != null) {
                throw new SourceException("broker=" + withoutLogin(url) + expected);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new SourceException("broker=" + withoutLogin(url) + expected);
        }
    }

    private static String withoutLogin(String url) {
        return url.replaceAll("//[^/]*@", "//");
    }
}
