package dev.tideboard.serve;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which pages may talk to the server, and under which names the server may be addressed. Thread-safe.
 *
 * <p>An origin is compared as a whole, scheme, host and port: never by prefix, suffix or part. The name in the Host
 * header must be one of loopback's or of an allowed origin, else a page could reach the server through a name of its own
 * that resolves to 127.0.0.1 (DNS rebinding) and would then count as its own origin.
 */
public final class OriginPolicy {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "[::1]");
    /** No page has a name that is an address, so that none can be made to lead here. */
    private static final Pattern LOOPBACK_ADDRESS = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private final Set<String> allowed;
    private final Set<String> hosts;

    /** Takes origins that {@link #requireOrigin} accepts. */
    public OriginPolicy(List<String> allowOrigins) {
        this.allowed = allowOrigins.stream().map(OriginPolicy::requireOrigin).collect(Collectors.toUnmodifiableSet());
        this.hosts = allowed.stream()
                .map(origin -> origin.substring(origin.indexOf("://") + 3))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The origin in the spelling of browsers: lower case, no default port, no path. */
    static String requireOrigin(String text) {
        String wrong = "allow-origin=" + text + " is not an origin such as https://dashboards.example:8443";
        URI uri;
        try {
            uri = URI.create(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        String scheme = uri.getScheme();
        boolean web = "http".equals(scheme) || "https".equals(scheme);
        if (!web
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null
                || !uri.getPath().isEmpty()) {
            throw new IllegalArgumentException(wrong);
        }
        int standard = "http".equals(scheme) ? 80 : 443;
        String port = uri.getPort() < 0 || uri.getPort() == standard ? "" : ":" + uri.getPort();
        return scheme + "://" + uri.getHost() + port;
    }

    /** Why the request is refused, if it is. */
    public Optional<RequestException> refusal(HttpServerRequest request) {
        List<String> hostHeaders = request.headers().getAll("Host");
        String host = host(request);
        if (hostHeaders.size() > 1 || !knows(host)) {
            return Optional.of(refused(
                    421,
                    "unknown_host",
                    "Host=" + shown(String.join(", ", hostHeaders))
                            + " is not a name of this server: use localhost, or name the origin in --allow-origin"));
        }
        List<String> origins = request.headers().getAll("Origin");
        if (origins.isEmpty()) {
            return crossSite(request);
        }
        if (origins.size() == 1 && allows(origins.getFirst(), String.valueOf(request.scheme()), host)) {
            return Optional.empty();
        }
        return Optional.of(refused(
                403,
                "origin",
                "Origin=" + shown(String.join(", ", origins)) + " is neither this server nor named in --allow-origin"));
    }

    /** True for the server's own pages and for origins named in the options. */
    boolean allows(String origin, String scheme, String host) {
        return allowed.contains(origin) || origin.equals(scheme + "://" + host);
    }

    /** True for an origin of the options: its pages need the headers of CORS. */
    boolean isForeign(String origin) {
        return allowed.contains(origin);
    }

    /** The origins of the options. */
    Set<String> foreign() {
        return allowed;
    }

    private boolean knows(String host) {
        String name = withoutPort(host);
        return LOOPBACK_NAMES.contains(name) || LOOPBACK_ADDRESS.matcher(name).matches() || hosts.contains(host);
    }

    /** The name and port that the client called the server by, or "" for none that can be read. */
    private static String host(HttpServerRequest request) {
        try {
            return request.authority() == null
                    ? ""
                    : request.authority().toString().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Requests that browsers make for other sites' pages without saying which: images, scripts, forms. */
    private static Optional<RequestException> crossSite(HttpServerRequest request) {
        String site = request.headers().get("Sec-Fetch-Site");
        boolean foreign = "cross-site".equals(site) || "same-site".equals(site);
        boolean navigation = "navigate".equals(request.headers().get("Sec-Fetch-Mode"))
                && "GET".equals(request.method().name());
        if (!foreign || navigation) {
            return Optional.empty();
        }
        return Optional.of(refused(
                403,
                "origin",
                "Sec-Fetch-Site=" + site
                        + " without an Origin: other sites' pages may use this server only through --allow-origin"));
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']')
                && colon < host.length() - 1
                && host.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
        return port ? host.substring(0, colon) : host;
    }

    private static RequestException refused(int status, String code, String message) {
        return new RequestException(status, code, message, List.of());
    }

    private static String shown(String value) {
        return value.length() <= 200 ? value : value.substring(0, 200) + "…";
    }
}
