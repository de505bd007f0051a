package dev.tideboard.bench;

import dev.tideboard.bench.engine.EngineBench;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;

/** Picks the benchmark by name. */
public final class Main {
    private Main() {}

    /** Runs {@code bench NAME [arguments]}; exit status 2 for an unknown name. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        String name = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (name) {
            case "engine" -> runEngine(rest, out);
            case "fanout" -> FanoutBench.run(rest, out);
            case "latency" -> LatencyBench.run(rest, out);
            case "mqtt" -> MqttDoorBench.run(rest, out);
            default -> {
                out.println("bench: name=" + name + ", expected one of: engine, fanout, latency, mqtt");
                System.exit(2);
            }
        }
    }

    private static void runEngine(String[] arguments, PrintStream out) throws IOException, InterruptedException {
        Machine machine = Machine.watch();
        EngineBench.run(arguments, out);
        out.println(machine.summary());
    }
}
