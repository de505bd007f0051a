package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A certificate for {@code localhost}, signed by nobody but itself, made anew for a test. */
public record Certificates(Path certificate, Path key) {

    public static Certificates make(Path folder) throws IOException, InterruptedException {
        Path openssl = Path.of("/usr/bin/openssl");
        assumeTrue(Files.isExecutable(openssl), "skipped: no " + openssl + " (apt-get install openssl)");
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        Mosquitto.Said said = Mosquitto.run(List.of(
                openssl.toString(),
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString()));
        assertThat(said.exit()).as(said.output()).isZero();
        return new Certificates(certificate, key);
    }
}
