package dev.tideboard.connect;

/** A value that its column cannot take. Carries no stack trace: refusing must not cost more than accepting. */
final class RefusedValueException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedValueException(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
