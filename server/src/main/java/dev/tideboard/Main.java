package dev.tideboard;

/** Starts here. */
public final class Main {
    private Main() {}

    /** Runs the verb. */
    public static void main(String[] arguments) {}
}
