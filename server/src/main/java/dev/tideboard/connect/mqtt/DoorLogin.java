package dev.tideboard.connect.mqtt;

import java.util.List;
import java.util.UUID;

/** Whether a client that said who it is may come in. */
final class DoorLogin {
    private static final int MAX_CLIENT_ID = 256;

    private DoorLogin() {}

    /** What became of a CONNECT. */
    sealed interface Verdict {}

    /** A wrong user or password; the answer is held back, so that guessing takes its time. */
    record Unknown(int code, String reason) implements Verdict {}

    /** Something the door does not do. */
    record Refused(int code, String reason) implements Verdict {}

    /**
     * The client may come in.
     *
     * @param given the credentials that its user and password match; empty at a door that asks for none
     * @param isAssigned whether the client left its id to us
     */
    record Welcome(List<Credential> given, String clientId, boolean isAssigned) implements Verdict {}

    /**
     * Judges a CONNECT.
     *
     * @param known who may come in; empty for everybody
     */
    static Verdict judge(DoorPacket.Connect connect, List<Credential> known) {
        if (connect.enhancedAuthentication()) {
            return new Refused(DoorReplies.BAD_AUTHENTICATION_METHOD, "expected user and password");
        }
        List<Credential> given = known.stream() // all of them, so that the time tells nothing
                .filter(credential -> credential.matches(connect.user(), connect.password()))
                .distinct()
                .toList();
        if (given.isEmpty() && !known.isEmpty()) {
            return new Unknown(DoorReplies.BAD_USER_OR_PASSWORD, "unknown user or wrong password");
        }
        if (connect.willQos() > 1) {
            return new Refused(DoorReplies.QOS_NOT_SUPPORTED, "a will of QoS 2, expected 0 or 1");
        }
        boolean isNameless = connect.clientId().isEmpty();
        if (isNameless && connect.version() < 5 && !connect.cleanStart()) {
            return new Refused(
                    DoorReplies.CLIENT_ID_NOT_VALID, "no client id, expected one with a session that is kept");
        }
        if (connect.clientId().length() > MAX_CLIENT_ID) {
            return new Refused(
                    DoorReplies.CLIENT_ID_NOT_VALID, "a client id of more than " + MAX_CLIENT_ID + " characters");
        }
        String clientId = isNameless ? "tideboard-" + UUID.randomUUID() : connect.clientId();
        return new Welcome(given, clientId, isNameless);
    }
}
