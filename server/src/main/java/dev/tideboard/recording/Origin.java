package dev.tideboard.recording;

/** Where the readings of a recording come from; a board must be able to say "simulated". */
public sealed interface Origin {
    /** The word that stands for this origin in a manifest and on a board. */
    String word();

    /** Made by a simulator; the same seed and options give the same readings again. */
    record Simulated(long seed) implements Origin {
        @Override
        public String word() {
            return "simulated";
        }
    }

    /** Fetched from the programming interface named. */
    record Extracted(String from) implements Origin {
        @Override
        public String word() {
            return "extracted";
        }
    }

    /** Imported from files of past measurements. */
    record Recorded(String from) implements Origin {
        @Override
        public String word() {
            return "recorded";
        }
    }
}
