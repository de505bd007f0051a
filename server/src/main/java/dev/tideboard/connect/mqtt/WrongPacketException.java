package dev.tideboard.connect.mqtt;

/** A packet breaks the standard. Carries no stack trace: an attacker must not make us pay for one. */
final class WrongPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int code;

    WrongPacketException(int code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    static WrongPacketException malformed(String reason) {
        return new WrongPacketException(DoorReplies.MALFORMED_PACKET, reason);
    }

    static WrongPacketException protocol(String reason) {
        return new WrongPacketException(DoorReplies.PROTOCOL_ERROR, reason);
    }

    DoorPacket.Wrong packet() {
        return new DoorPacket.Wrong(code, String.valueOf(getMessage()));
    }
}
