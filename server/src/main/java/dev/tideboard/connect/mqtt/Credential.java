package dev.tideboard.connect.mqtt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A user name and its password; the password never shows in text. */
public record Credential(String user, String password) {

    /** Refuses an empty user or password: it would look like protection and be none. */
    public Credential {
        if (user.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException("user=" + user + ", expected a user and a password, neither empty");
        }
    }

    /** Compares in a time that does not depend on how much of the guess is right. */
    boolean matches(String givenUser, byte[] givenPassword) {
        boolean sameUser = same(user.getBytes(StandardCharsets.UTF_8), givenUser.getBytes(StandardCharsets.UTF_8));
        boolean samePassword = same(password.getBytes(StandardCharsets.UTF_8), givenPassword);
        return sameUser && samePassword;
    }

    private static boolean same(byte[] expected, byte[] given) {
        return MessageDigest.isEqual(digest(expected), digest(given));
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Credential[user=" + user + "]";
    }
}
