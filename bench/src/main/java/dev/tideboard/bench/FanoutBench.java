package dev.tideboard.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/**
 * A thousand SSE clients on the busiest view of the NEM demo at five updates a second: memory per client, deliveries,
 * disconnections. Run: {@code ./tideboard bench fanout [clients] [seconds]}.
 */
final class FanoutBench {
    private FanoutBench() {}

    static void run(String[] arguments, PrintStream out) throws IOException, InterruptedException {
        int clients = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
        try (ServerProcess server = ServerProcess.demo("--speed", "5");
                FeedSwarm swarm = new FeedSwarm(server.port(), "/api/v1/feed?view=output_now", 50)) {
            Thread.sleep(90_000); // a day of readings fills the tables, so that only clients are compared
            long before = server.residentKibAfterCollection();
            Thread.ofPlatform().daemon().name("swarm").start(swarm);
            swarm.grow(1);
            Thread.sleep(75_000); // fills what all clients of a view share: its recent changes
            long heapBefore = server.heapKibAfterCollection();
            swarm.grow(clients);
            while (swarm.open() < clients) {
                Thread.sleep(100);
            }
            Thread.sleep(5_000);
            Machine machine = Machine.watch();
            long bytes = swarm.bytes();
            long deltas = swarm.checkedDeltas();
            double cpu = server.cpuSeconds();
            Thread.sleep(seconds * 1000L);
            double perClient = (swarm.checkedDeltas() - deltas) / (double) swarm.checkedClients() / seconds;
            double cpuUsed = server.cpuSeconds() - cpu;
            double megabytes = (swarm.bytes() - bytes) / 1e6 / seconds;
            report(
                    server,
                    swarm,
                    new Run(clients, perClient, megabytes, cpuUsed / seconds, before, heapBefore, machine),
                    out);
        }
    }

    private record Run(
            int clients,
            double deltasPerClient,
            double megabytes,
            double cores,
            long residentBefore,
            long heapBefore,
            Machine machine) {}

    private static void report(ServerProcess server, FeedSwarm swarm, Run run, PrintStream out)
            throws IOException, InterruptedException {
        long after = server.residentKibAfterCollection();
        out.printf(
                Locale.ROOT,
                "clients %d, disconnected %d, gaps %d%n",
                swarm.open(),
                swarm.disconnected(),
                swarm.gaps());
        out.printf(
                Locale.ROOT,
                "deltas per client and second %.1f, %.1f MB/s in all, server CPU %.2f cores%n",
                run.deltasPerClient(),
                run.megabytes(),
                run.cores());
        out.printf(
                Locale.ROOT,
                "RSS %d KiB without clients, %d KiB with: %.1f KiB per client (limit 32)%n",
                run.residentBefore(),
                after,
                (after - run.residentBefore()) / (double) run.clients());
        long heap = server.heapKibAfterCollection();
        out.printf(
                Locale.ROOT,
                "used heap %d KiB with one client, %d KiB with all: %.1f KiB per client, part of it in memory resident before%n",
                run.heapBefore(),
                heap,
                (heap - run.heapBefore()) / (run.clients() - 1.0));
        out.println(run.machine().summary());
    }
}
