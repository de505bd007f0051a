package dev.tideboard.connect.mqtt;

/** What a client of the door may send, free of the bytes it came in. */
sealed interface DoorPacket {

    /**
     * The first packet.
     *
     * @param version 3 (3.1), 4 (3.1.1) or 5
     * @param user "" where none is given
     * @param enhancedAuthentication MQTT 5 only: it wants a conversation instead of a password
     * @param maxReplyBytes the longest packet it takes
     * @param wantsReasons whether it may be told reasons in acknowledgements
     */
    record Connect(
            int version,
            String clientId,
            boolean cleanStart,
            int keepAliveSeconds,
            String user,
            byte[] password,
            int willQos,
            boolean enhancedAuthentication,
            long maxReplyBytes,
            boolean wantsReasons)
            implements DoorPacket {}

    /** A message; {@code packetId} is 0 at QoS 0. */
    record Publish(String topic, int qos, int packetId, byte[] payload) implements DoorPacket {}

    /** A request for {@code filters} subscriptions. */
    record Subscribe(int packetId, int filters) implements DoorPacket {}

    /** The end of {@code filters} subscriptions that never were. */
    record Unsubscribe(int packetId, int filters) implements DoorPacket {}

    /** A sign of life. */
    record Ping() implements DoorPacket {}

    /** A polite end. */
    record Disconnect() implements DoorPacket {}

    /** A CONNECT of a protocol version that is neither 3.1, 3.1.1 nor 5. */
    record UnknownVersion(int version) implements DoorPacket {}

    /**
     * Something no client may send, or not now; nothing after it can be read.
     *
     * @param code the reason code of MQTT 5 for it
     */
    record Wrong(int code, String reason) implements DoorPacket {}
}
