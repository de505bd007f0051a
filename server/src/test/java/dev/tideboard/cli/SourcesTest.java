package dev.tideboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.connect.mqtt.Certificates;
import dev.tideboard.connect.mqtt.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a project says of its sources, done by a running server. */
class SourcesTest {
    @TempDir
    private Path folder;

    @Test
    void sourcesOfOneTlsDoorTakeOnlyWhatTheirOwnUserPublishes() throws Exception {
        Certificates made = Certificates.make(folder);
        write("""
                  roof:
                    mqtt: {listen: "127.0.0.1:0", topic: roof/#, user: roofer, password: "${ROOF}", certificate: certificate.pem, key: key.pem}
                    into: meters
                  cellar:
                    mqtt: {listen: "127.0.0.1:0", topic: cellar/#, user: keeper, password: "${CELLAR}", certificate: certificate.pem, key: key.pem}
                    into: meters
                """);
        try (RunningProject server = RunningProject.start(folder, Map.of("ROOF", "one", "CELLAR", "two"), Map.of())) {
            int port = server.doorPort("roof");
            assertThat(port).isEqualTo(server.doorPort("cellar"));

            assertThat(publish(made, port, "roofer:one", "roof/1").exit()).isZero();
            assertThat(publish(made, port, "keeper:two", "cellar/1").exit()).isZero();
            assertThat(publish(made, port, "roofer:one", "cellar/2").output()).contains("Topic Name invalid");
            assertThat(publish(made, port, "roofer:two", "roof/2").exit()).isNotZero();
            assertThat(server.get("/api/v1/views/meters_now"))
                    .contains("roof/1", "cellar/1")
                    .doesNotContain("/2");
            assertThat(server.get("/api/v1/quarantine"))
                    .contains("no source takes topic 'cellar/2', expected [roof/#]");
        }
    }

    @Test
    void aBrokerWithACertificateOfItsOwnIsReachedWithTheAuthorityOfTheProject() throws Exception {
        Certificates made = Certificates.make(folder);
        try (Mosquitto broker = Mosquitto.start(
                folder, "certfile " + made.certificate(), "keyfile " + made.key(), "allow_anonymous true")) {
            write("""
                      site:
                        mqtt: {url: "mqtts://localhost:${PORT}", topic: site/#, ca: certificate.pem}
                        into: meters
                      blind:
                        mqtt: {url: "mqtts://localhost:${PORT}", topic: site/#}
                        into: meters
                    """);
            try (RunningProject server =
                    RunningProject.start(folder, Map.of("PORT", String.valueOf(broker.port())), Map.of())) {
                await().until(() -> server.get("/api/v1/sources").contains("\"live\""));
                assertThat(publish(made, broker.port(), "a:b", "site/7").exit()).isZero();
                await().until(() -> server.get("/api/v1/views/meters_now").contains("site/7"));
                assertThat(server.get("/api/v1/sources"))
                        .contains("\"offline\"", "unable to find valid certification path");
            }
        }
    }

    private Mosquitto.Said publish(Certificates trusted, int port, String login, String topic) throws Exception {
        String[] user = login.split(":");
        return Mosquitto.publish(
                "-h",
                "localhost",
                "-p",
                String.valueOf(port),
                "--cafile",
                trusted.certificate().toString(),
                "-u",
                user[0],
                "-P",
                user[1],
                "-V",
                "5",
                "-q",
                "1",
                "-t",
                topic,
                "-m",
                "{\"meter\":\"" + topic + "\",\"kw\":1.5}");
    }

    private void write(String sources) throws IOException {
        Files.writeString(folder.resolve("site.yaml"), """
                tables:
                  meters: {columns: {meter: text, kw: double kW}, key: meter}
                views:
                  meters_now: {sql: "SELECT meter, kw FROM meters", key: meter}
                sources:
                """ + sources);
    }
}
