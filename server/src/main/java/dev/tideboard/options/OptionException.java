package dev.tideboard.options;

import java.util.List;

/** Settings that cannot be; the operator must change them. */
public final class OptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> faults;

    OptionException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** Everything that is wrong, one line each. */
    public List<String> faults() {
        return faults;
    }
}
