package dev.tideboard.serve;

import java.util.List;

/** A request that its sender must change: the HTTP status, a stable code, what is wrong and the names that are valid. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<String> valid;

    /**
     * Names what is wrong.
     *
     * @param code a stable word for programs, such as {@code unknown_view}
     * @param valid the names that could have been meant; may be empty
     */
    public RequestException(int status, String code, String message, List<String> valid) {
        super(message);
        this.status = status;
        this.code = code;
        this.valid = List.copyOf(valid);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<String> valid() {
        return valid;
    }
}
