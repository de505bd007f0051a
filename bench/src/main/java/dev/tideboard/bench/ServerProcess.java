package dev.tideboard.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The product in a process of its own, as users start it, on free ports of the loopback. */
final class ServerProcess implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Process process;
    private final int port;
    private final int mqttPort;

    private ServerProcess(Process process, int port, int mqttPort) {
        this.process = process;
        this.port = port;
        this.mqttPort = mqttPort;
    }

    /** Starts {@code ./tideboard demo nem} with further options and waits until it says it is ready. */
    static ServerProcess demo(String... options) throws IOException, InterruptedException {
        int port = freePort();
        int mqttPort = freePort();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("tideboard.home", "."))
                        .resolve("tideboard")
                        .toString(),
                "demo",
                "nem",
                "--port",
                Integer.toString(port),
                "--mqtt-port",
                Integer.toString(mqttPort)));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ServerProcess server = new ServerProcess(process, port, mqttPort);
        server.awaitReady();
        return server;
    }

    int port() {
        return port;
    }

    int mqttPort() {
        return mqttPort;
    }

    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    /** Resident memory in KiB, after the collector has run. */
    long residentKibAfterCollection() throws IOException, InterruptedException {
        for (int i = 0; i < 2; i++) {
            collect();
            Thread.sleep(1500);
        }
        return residentKib();
    }

    long residentKib() throws IOException {
        return Files.readAllLines(Path.of("/proc", pid(), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private void collect() throws IOException, InterruptedException {
        new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), pid(), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Heap in KiB that is in use right after the collector has run, as the server tells. */
    long heapKibAfterCollection() throws IOException, InterruptedException {
        collect();
        double bytes = get("/metrics")
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        return (long) (bytes / 1024);
    }

    /** CPU seconds used so far, user and system. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", pid(), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(Duration.ofSeconds(10))) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The script replaces itself by the JVM, so this is the server's own process. */
    private String pid() {
        return Long.toString(process.pid());
    }

    private void awaitReady() throws InterruptedException {
        for (int i = 0; i < 1200; i++) {
            try {
                if (get("/api/v1/views/output_now").contains("\"columns\"")) {
                    return;
                }
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("the server ended with status " + process.exitValue());
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("the server was not ready within two minutes");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
