package dev.tideboard.project;

/** A user name and password; neither shows in logs or messages. */
public record Credentials(String user, String password) {
    public static final Credentials NONE = new Credentials("", "");

    public boolean isNone() {
        return user.isEmpty() && password.isEmpty();
    }

    @Override
    public String toString() {
        return isNone() ? "no credentials" : "credentials=***";
    }
}
