package dev.tideboard.connect.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Mosquitto broker on a free port of the loopback, and its command-line clients. */
public final class Mosquitto implements AutoCloseable {
    private static final Path BROKER = Path.of("/usr/sbin/mosquitto");
    private static final Path PUBLISHER = Path.of("/usr/bin/mosquitto_pub");

    /** What a command said and how it ended. */
    public record Said(int exit, String output) {}

    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts a broker in {@code folder} with more lines of configuration; skips the test where there is none. */
    public static Mosquitto start(Path folder, String... configuration) throws IOException {
        assumeTrue(Files.isExecutable(BROKER), "skipped: no " + BROKER + " (apt-get install mosquitto)");
        int port = freePort();
        List<String> lines = new ArrayList<>(List.of(
                "listener " + port + " 127.0.0.1",
                "persistence true",
                "persistence_location " + folder + "/",
                "autosave_interval 1",
                "autosave_on_changes true",
                "max_queued_messages 0",
                "user root"));
        lines.addAll(List.of(configuration));
        Files.write(folder.resolve("mosquitto.conf"), lines);
        Mosquitto broker = new Mosquitto(folder, port, launch(folder));
        broker.awaitOpen();
        return broker;
    }

    public int port() {
        return port;
    }

    /** Ends the broker without a goodbye. */
    void kill() {
        process.destroyForcibly();
        await().atMost(10, TimeUnit.SECONDS).until(() -> !process.isAlive());
    }

    /** Ends the broker so that it saves what it holds. */
    void stop() {
        process.destroy();
        await().atMost(10, TimeUnit.SECONDS).until(() -> !process.isAlive());
    }

    void restart() throws IOException {
        process = launch(folder);
        awaitOpen();
    }

    @Override
    public void close() {
        kill();
    }

    /** Runs mosquitto_pub; skips the test where there is none. */
    public static Said publish(String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PUBLISHER), "skipped: no " + PUBLISHER + " (apt-get install mosquitto-clients)");
        List<String> command = new ArrayList<>(List.of(PUBLISHER.toString()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    public static Said run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            process.getOutputStream().close();
            assertThat(process.waitFor(20, TimeUnit.SECONDS))
                    .as("%s ends by itself", command)
                    .isTrue();
            return new Said(process.exitValue(), new String(output.readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(Path folder) throws IOException {
        return new ProcessBuilder(
                        BROKER.toString(),
                        "-c",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mosquitto.log").toFile()))
                .start();
    }

    private void awaitOpen() {
        await().atMost(10, TimeUnit.SECONDS).ignoreException(IOException.class).until(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            }
        });
    }
}
