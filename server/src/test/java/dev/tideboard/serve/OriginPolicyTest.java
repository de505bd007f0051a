package dev.tideboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On raw sockets, because clients put in headers of their own. The server allows https://embed.example. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginPolicyTest {
    private final RunningServer server = new RunningServer(
            FakeParts.options(),
            parts -> List.of((router, loop) -> router.route("/api/v1/feed")
                    .handler(context -> context.response().end("in"))),
            "a");
    private String own = "";

    @BeforeAll
    void address() {
        own = "http://localhost:" + server.server.port();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://evil.example",
                "https://localhost:PORT",
                "http://localhost",
                "http://localhost:1",
                "http://localhost:PORT.evil.example",
                "http://evil-localhost:PORT",
                "http://127.0.0.1:PORT",
                "http://localhost:PORT/",
                "http://localhost:PORT/path",
                "http://user@localhost:PORT",
                "http://localhost:PORT@evil.example",
                "http://localhost:PORT#",
                "HTTP://LOCALHOST:PORT",
                "http://localhost.:PORT",
                "https://embed.example.evil.example",
                "https://notembed.example",
                "https://embed.example:443",
                "https://embed.example:8443",
                "http://embed.example",
                "https://sub.embed.example",
                "https://embed.exampl",
                "https://xn--embd-qqa.example",
                "file://",
                "https://embed.example http://evil.example",
                "*"
            })
    void aPageOfAnotherOriginIsRefusedOnEveryRoute(String origin) throws Exception {
        String header = "Origin: " + origin.replace("PORT", Integer.toString(server.server.port()));
        assertThat(request("GET /api/v1/feed?view=a", "Host: " + authority(), header))
                .contains(" 403 ", "\"origin\"");
        assertThat(request("GET //api//v1/./feed?view=a", "Host: " + authority(), header))
                .contains(" 403 ");
        assertThat(request("GET /api/v1/%66eed", "Host: " + authority(), header))
                .contains(" 403 ");
        assertThat(request("POST /api/v1/feed", "Host: " + authority(), header, "Content-Length: 0"))
                .contains(" 403 ");
        assertThat(request(
                        "GET /api/v1/feed",
                        "Host: " + authority(),
                        header,
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="))
                .contains(" 403 ");
    }

    @Test
    void twoOriginsAreNotOne() throws Exception {
        assertThat(request("GET /api/v1/feed", "Host: " + authority(), "Origin: " + own, "Origin: " + own))
                .contains(" 403 ");
    }

    @Test
    void theServersOwnPagesAndAllowedOriginsPass() throws Exception {
        assertThat(request("GET /api/v1/feed", "Host: " + authority(), "Origin: " + own))
                .contains(" 200 ")
                .doesNotContain("access-control-allow-origin");
        assertThat(request("GET /api/v1/feed", "Host: " + authority(), "Origin: https://embed.example"))
                .contains(" 200 ", "access-control-allow-origin: https://embed.example")
                .doesNotContain("allow-credentials");
        assertThat(request("OPTIONS /api/v1/feed", "Host: " + authority(), "Origin: http://localhost:3000"))
                .contains(" 204 ", "access-control-allow-methods");
        assertThat(request("GET /api/v1/feed", "Host: " + authority())).contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:PORT",
                "localhost.evil.example",
                "127.0.0.1.nip.example:PORT",
                "localhost:x",
                "[::2]:PORT",
                "embed.example:1"
            })
    void aNameThatOnlyResolvesToThisMachineIsNotItsName(String host) throws Exception {
        String header = "Host: " + host.replace("PORT", Integer.toString(server.server.port()));
        assertThat(request("GET /api/v1/feed", header)).containsPattern(" (421|400) ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:80", "127.0.0.1:9999", "127.0.1.1", "[::1]:8080", "embed.example"})
    void loopbackUnderAnyPortAndAllowedHostsAreNamesOfTheServer(String host) throws Exception {
        assertThat(request("GET /api/v1/feed", "Host: " + host)).contains(" 200 ");
    }

    @Test
    void whatAnotherSitesPageLoadsWithoutSayingSoIsRefused() throws Exception {
        assertThat(request("GET /api/v1/feed", "Host: " + authority(), "Sec-Fetch-Site: cross-site"))
                .contains(" 403 ");
        assertThat(request(
                        "GET /api/v1/feed",
                        "Host: " + authority(),
                        "Sec-Fetch-Site: same-site",
                        "Sec-Fetch-Mode: no-cors"))
                .contains(" 403 ");
        assertThat(request(
                        "GET /api/v1/feed",
                        "Host: " + authority(),
                        "Sec-Fetch-Site: cross-site",
                        "Sec-Fetch-Mode: navigate"))
                .contains(" 200 ");
        assertThat(request("GET /api/v1/feed", "Host: " + authority(), "Sec-Fetch-Site: same-origin"))
                .contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "embed.example",
                "https://*.example",
                "https://a.example/path",
                "ftp://a.example",
                "https://",
                "https://u@a.example",
                "https://a.example?x",
                "javascript:alert(1)",
                "https://a b"
            })
    void anOriginThatIsNoneIsRefusedInTheOptions(String origin) {
        assertThatThrownBy(() -> new OriginPolicy(List.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(origin);
    }

    private String authority() {
        return "localhost:" + server.server.port();
    }

    /** The response, or as much of it as comes until the server closes. */
    private String request(String line, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.setSoTimeout(10_000);
            String text = line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
            boolean upgrade = text.contains("Upgrade");
            String sent = upgrade ? text.replace("\r\nConnection: close", "") : text;
            socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            return upgrade ? head(in) : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String head(InputStream in) throws IOException {
        byte[] some = new byte[4096];
        int length = in.read(some);
        return new String(some, 0, Math.max(0, length), StandardCharsets.UTF_8);
    }
}
