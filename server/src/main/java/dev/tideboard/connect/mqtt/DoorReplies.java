package dev.tideboard.connect.mqtt;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * The packets a door sends, as bytes (MQTT 3.1.1 and MQTT 5, chapter 3; the numbers are those of the standard). One per
 * client: it knows the client's version and how much it takes.
 */
final class DoorReplies {
    // Reason codes of MQTT 5.
    static final int SUCCESS = 0x00;
    static final int NO_SUBSCRIPTION_EXISTED = 0x11;
    static final int UNSPECIFIED_ERROR = 0x80;
    static final int MALFORMED_PACKET = 0x81;
    static final int PROTOCOL_ERROR = 0x82;
    static final int REFUSED_HERE = 0x83;
    static final int UNSUPPORTED_VERSION = 0x84;
    static final int CLIENT_ID_NOT_VALID = 0x85;
    static final int BAD_USER_OR_PASSWORD = 0x86;
    static final int SERVER_BUSY = 0x89;
    static final int SERVER_SHUTTING_DOWN = 0x8B;
    static final int BAD_AUTHENTICATION_METHOD = 0x8C;
    static final int KEEP_ALIVE_TIMEOUT = 0x8D;
    static final int SESSION_TAKEN_OVER = 0x8E;
    static final int TOPIC_NAME_INVALID = 0x90;
    static final int TOPIC_ALIAS_INVALID = 0x94;
    static final int PACKET_TOO_LARGE = 0x95;
    static final int PAYLOAD_FORMAT_INVALID = 0x99;
    static final int QOS_NOT_SUPPORTED = 0x9B;

    private static final byte SESSION_EXPIRY_INTERVAL = 0x11;
    private static final byte ASSIGNED_CLIENT_ID = 0x12;
    private static final byte REASON_STRING = 0x1F;
    private static final byte RECEIVE_MAXIMUM = 0x21;
    private static final byte MAXIMUM_QOS = 0x24;
    private static final byte MAXIMUM_PACKET_SIZE = 0x27;

    private final boolean five;
    private final long maxBytes;
    private final boolean reasons;

    /**
     * Replies for one client.
     *
     * @param maxBytes the longest packet the client takes
     * @param reasons whether it wants to be told reasons in acknowledgements
     */
    DoorReplies(int version, long maxBytes, boolean reasons) {
        this.five = version >= 5;
        this.maxBytes = maxBytes;
        this.reasons = reasons;
    }

    /** True for MQTT 5: only such a client can be told why. */
    boolean canExplain() {
        return five;
    }

    Buffer welcome(DoorLimits limits, String assignedClientId) {
        Buffer properties = Buffer.buffer();
        if (five) {
            properties.appendByte(SESSION_EXPIRY_INTERVAL).appendInt(0);
            properties.appendByte(RECEIVE_MAXIMUM).appendUnsignedShort(limits.maxInFlight());
            properties.appendByte(MAXIMUM_QOS).appendByte((byte) 1);
            properties.appendByte(MAXIMUM_PACKET_SIZE).appendInt(limits.maxPacketBytes());
            if (!assignedClientId.isEmpty()) {
                text(properties.appendByte(ASSIGNED_CLIENT_ID), assignedClientId);
            }
        }
        return connack(SUCCESS, properties);
    }

    /** Refuses a CONNECT, with the nearest return code of 3.1.1 for an older client. */
    Buffer turnedAway(int code, String reason) {
        if (five) {
            return connack(code, explanation(reason));
        }
        int old = switch (code) {
            case UNSUPPORTED_VERSION -> 1;
            case CLIENT_ID_NOT_VALID -> 2;
            case BAD_USER_OR_PASSWORD -> 4;
            default -> 5;
        };
        return connack(old, Buffer.buffer());
    }

    /** Acknowledges a QoS 1 message; before MQTT 5 there is only one answer. */
    void acknowledge(Buffer to, int packetId, int code, String reason) {
        if (!five || code == SUCCESS) {
            to.appendByte((byte) 0x40).appendByte((byte) 2).appendUnsignedShort(packetId);
            return;
        }
        Buffer body = Buffer.buffer().appendUnsignedShort(packetId).appendByte((byte) code);
        to.appendBuffer(explained(0x40, body, reasons ? reason : ""));
    }

    Buffer subscriptionsRefused(int packetId, int filters, String reason) {
        Buffer body = Buffer.buffer().appendUnsignedShort(packetId);
        if (five) {
            properties(body, explanation(reasons ? reason : ""));
        }
        for (int i = 0; i < filters; i++) {
            body.appendByte((byte) (five ? REFUSED_HERE : UNSPECIFIED_ERROR));
        }
        return packet(0x90, body);
    }

    Buffer unsubscribed(int packetId, int filters) {
        Buffer body = Buffer.buffer().appendUnsignedShort(packetId);
        if (five) {
            properties(body, Buffer.buffer());
            for (int i = 0; i < filters; i++) {
                body.appendByte((byte) NO_SUBSCRIPTION_EXISTED);
            }
        }
        return packet(0xB0, body);
    }

    Buffer pong() {
        return packet(0xD0, Buffer.buffer());
    }

    /** Says goodbye; MQTT 5 only. */
    Buffer goodbye(int code, String reason) {
        return explained(0xE0, Buffer.buffer().appendByte((byte) code), reason);
    }

    private static Buffer connack(int code, Buffer properties, boolean five) {
        Buffer body = Buffer.buffer().appendByte((byte) 0).appendByte((byte) code);
        if (five) {
            properties(body, properties);
        }
        return packet(0x20, body);
    }

    private Buffer connack(int code, Buffer properties) {
        return connack(code, properties, five);
    }

    /** A packet that ends in properties, which are left away where the client would not take them. */
    private Buffer explained(int type, Buffer body, String reason) {
        Buffer explanation = explanation(reason);
        boolean fits = body.length() + explanation.length() + 10 <= maxBytes;
        Buffer whole = body.copy();
        properties(whole, fits ? explanation : Buffer.buffer());
        return packet(type, whole);
    }

    private static Buffer explanation(String reason) {
        return reason.isEmpty() ? Buffer.buffer() : text(Buffer.buffer().appendByte(REASON_STRING), reason);
    }

    private static void properties(Buffer body, Buffer properties) {
        length(body, properties.length()).appendBuffer(properties);
    }

    private static Buffer packet(int type, Buffer body) {
        return length(Buffer.buffer(body.length() + 5).appendByte((byte) type), body.length())
                .appendBuffer(body);
    }

    /** A variable byte integer (MQTT 5, section 1.5.5). */
    private static Buffer length(Buffer to, int length) {
        int rest = length;
        while (rest > 0x7F) {
            to.appendByte((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        return to.appendByte((byte) rest);
    }

    private static Buffer text(Buffer to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return to.appendUnsignedShort(bytes.length).appendBytes(bytes);
    }
}
