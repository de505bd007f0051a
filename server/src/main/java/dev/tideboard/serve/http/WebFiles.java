package dev.tideboard.serve.http;

import dev.tideboard.serve.AcceptEncoding;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the web folder on the class path, kept in memory once asked for. Thread-safe.
 *
 * <p>A name is letters, digits and {@code . _ - /} with no empty, hidden or parent part, so nothing outside the folder can
 * be named. Files whose name carries a hash of their content never change and are cached for ever; all others are asked
 * for again with their tag.
 */
final class WebFiles {
    private static final Pattern SAFE = Pattern.compile("([A-Za-z0-9_-]+/)*[A-Za-z0-9_-][A-Za-z0-9._-]*\\.[a-z0-9]+");
    /** At least one digit, capital or sign, or else the last word of an ordinary name would pass for a hash. */
    private static final Pattern HASHED = Pattern.compile(".*-(?=[A-Za-z_-]*[0-9A-Z_])[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("webmanifest", "application/manifest+json"));

    private final ClassLoader loader;
    private final String folder;
    private final Map<String, WebFile> known = new ConcurrentHashMap<>();

    private record WebFile(String type, Variant plain, Optional<Variant> gzip, boolean hashed) {}

    private record Variant(Buffer bytes, String tag) {}

    /** Serves the resources below {@code folder}, such as {@code web/}. */
    WebFiles(ClassLoader loader, String folder) {
        this.loader = loader;
        this.folder = folder;
    }

    /** Sends the file with {@code status}; false when there is none of that name. */
    boolean send(RoutingContext context, String name, int status) {
        Optional<WebFile> found = find(name);
        if (found.isEmpty()) {
            return false;
        }
        WebFile file = found.get();
        HttpServerResponse response = context.response();
        boolean packed =
                file.gzip().isPresent() && AcceptEncoding.gzip(context.request().getHeader("Accept-Encoding"));
        Variant variant = packed ? file.gzip().get() : file.plain();
        response.putHeader("etag", variant.tag())
                .putHeader("vary", "accept-encoding, origin")
                .putHeader("cache-control", file.hashed() ? "public, max-age=31536000, immutable" : "no-cache");
        if (status == 200 && Etags.match(context.request().getHeader("If-None-Match"), variant.tag())) {
            response.setStatusCode(304).end();
            return true;
        }
        response.setStatusCode(status).putHeader("content-type", file.type());
        if (packed) {
            response.putHeader("content-encoding", "gzip");
        }
        if (HttpMethod.HEAD.equals(context.request().method())) {
            response.putHeader(
                            "content-length", Integer.toString(variant.bytes().length()))
                    .end();
        } else {
            response.end(variant.bytes());
        }
        return true;
    }

    private Optional<WebFile> find(String name) {
        if (!SAFE.matcher(name).matches() || name.endsWith(".gz")) {
            return Optional.empty();
        }
        WebFile cached = known.get(name);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<byte[]> plain = read(name);
        if (plain.isEmpty()) {
            return Optional.empty();
        }
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        WebFile file = new WebFile(
                type,
                variant(plain.get(), ""),
                read(name + ".gz").map(bytes -> variant(bytes, "-gz")),
                HASHED.matcher(name).matches());
        known.put(name, file);
        return Optional.of(file);
    }

    /** Files are few and small and are read once, so this happens on the event loop. */
    private Optional<byte[]> read(String name) {
        try (InputStream in = loader.getResourceAsStream(folder + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder + name, e);
        }
    }

    private static Variant variant(byte[] bytes, String suffix) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            String tag = "\"" + HexFormat.of().formatHex(digest, 0, 12) + suffix + "\"";
            return new Variant(Buffer.buffer(bytes), tag);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
