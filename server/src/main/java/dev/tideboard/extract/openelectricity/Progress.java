package dev.tideboard.extract.openelectricity;

/** Is told how far an extract has come; a command line draws a bar of it. */
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = new Progress() {
        @Override
        public void step(String what, int done, int total) {
            // nobody wants to know
        }

        @Override
        public void waiting(String why) {
            // nobody wants to know
        }
    };

    /** So many of the total requests are done; the last was for this. */
    void step(String what, int done, int total);

    /** A request will be sent again after a wait, for this reason. */
    void waiting(String why);
}
