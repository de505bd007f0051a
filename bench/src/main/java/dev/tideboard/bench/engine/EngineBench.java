package dev.tideboard.bench.engine;

import java.io.IOException;

/** Runs the engine's benchmarks with JMH; arguments are JMH's own, such as {@code -p view=group -prof gc}. */
public final class EngineBench {
    private EngineBench() {}

    /** Runs all that the arguments select, all of this package by default. */
    public static void run(String[] arguments) throws IOException {
        org.openjdk.jmh.Main.main(arguments);
    }
}
