package dev.tideboard.serve;

import dev.tideboard.data.NearestName;
import java.util.List;
import java.util.stream.Collectors;

/** A request that its sender must change: the HTTP status, a stable code, what is wrong and the names that are valid. */
public final class RequestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int MOST_NAMES = 20;

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

    /** There is nothing of that name: says which one was probably meant, and what there is. */
    public static RequestException unknown(String thing, String name, List<String> names) {
        String nearest = NearestName.to(name, names)
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse(".");
        String there = names.isEmpty()
                ? " There is none yet"
                : names.stream()
                        .limit(MOST_NAMES)
                        .collect(Collectors.joining(", ", " There are: ", names.size() > MOST_NAMES ? ", …" : ""));
        return new RequestException(
                404, "unknown_" + thing, "there is no " + thing + " \"" + name + "\"" + nearest + there, names);
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
