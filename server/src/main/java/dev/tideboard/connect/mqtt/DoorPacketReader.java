package dev.tideboard.connect.mqtt;

import java.util.Optional;

/**
 * Bytes of one client to its packets, strictly by the standard (MQTT 3.1.1 and MQTT 5, chapters 2 and 3). One thread at a
 * time.
 *
 * <p>What is wrong with a packet is said as soon as it can be known: a length beyond the limit before anything of it is
 * kept, a first packet that is no CONNECT by its first byte. A packet is parsed once it is complete and never reads beyond
 * its own end. Memory: one packet of the largest size, plus what the network brought along.
 */
final class DoorPacketReader {
    private static final int KEPT_CAPACITY = 4096;
    private static final byte[] NOTHING = {};

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int UNSUBSCRIBE = 10;
    private static final int PINGREQ = 12;
    private static final int DISCONNECT = 14;

    private int maxPacketBytes;
    private byte[] bytes = NOTHING;
    private int start;
    private int end;
    private int version;
    private boolean isWrong;

    DoorPacketReader(int maxPacketBytes) {
        this.maxPacketBytes = maxPacketBytes;
    }

    /** Lets packets be as long as {@code bytes} from now on. */
    void allow(int bytes) {
        maxPacketBytes = bytes;
    }

    /** Bytes of memory that wait for the rest of their packet, 0 where none does. */
    int heldBytes() {
        return start == end ? 0 : bytes.length;
    }

    /** Lets go of what is held; nothing that comes from now on is read. */
    void drop() {
        isWrong = true;
        forget();
    }

    private void forget() {
        bytes = NOTHING;
        start = 0;
        end = 0;
    }

    /** Adds what the network brought. */
    void append(byte[] chunk) {
        if (isWrong) {
            return;
        }
        if (start == end) {
            bytes = chunk;
            start = 0;
            end = chunk.length;
            return;
        }
        int kept = end - start;
        if (bytes.length - end < chunk.length) {
            byte[] larger = new byte[Math.max(KEPT_CAPACITY, Math.max(kept * 2, kept + chunk.length))];
            System.arraycopy(bytes, start, larger, 0, kept);
            bytes = larger;
            start = 0;
            end = kept;
        }
        System.arraycopy(chunk, 0, bytes, end, chunk.length);
        end += chunk.length;
    }

    /** The next packet, if it is there to its end or already known to be wrong. */
    Optional<DoorPacket> next() {
        if (isWrong) {
            return Optional.empty();
        }
        try {
            return read();
        } catch (WrongPacketException e) {
            drop();
            return Optional.of(e.packet());
        }
    }

    private Optional<DoorPacket> read() throws WrongPacketException {
        if (start == end) {
            forget();
            return Optional.empty();
        }
        int first = bytes[start] & 0xFF;
        int type = first >> 4;
        checkFirstByte(type, first & 0x0F);
        int header = 1;
        int length = 0;
        int digit;
        do {
            if (header == 5) {
                throw WrongPacketException.malformed("a remaining length of more than four bytes");
            }
            if (start + header == end) {
                return Optional.empty();
            }
            digit = bytes[start + header] & 0xFF;
            length |= (digit & 0x7F) << (7 * (header - 1));
            header++;
        } while (digit >= 0x80);
        if (header + length > maxPacketBytes) {
            throw new WrongPacketException(
                    DoorReplies.PACKET_TOO_LARGE,
                    "packet=" + (header + length) + " bytes > maxPacketBytes=" + maxPacketBytes);
        }
        if (end - start < header + length) {
            return Optional.empty();
        }
        PacketBody body = new PacketBody(bytes, start + header, start + header + length);
        start += header + length;
        return Optional.of(packet(type, first & 0x0F, body));
    }

    private void checkFirstByte(int type, int flags) throws WrongPacketException {
        if (version == 0 && type != CONNECT) {
            throw WrongPacketException.protocol("packet type " + type + " before CONNECT");
        }
        if (version != 0 && type == CONNECT) {
            throw WrongPacketException.protocol("a second CONNECT");
        }
        int expected = switch (type) {
            case PUBLISH -> flags;
            case SUBSCRIBE, UNSUBSCRIBE -> 2;
            case CONNECT, PINGREQ, DISCONNECT -> 0;
            default -> throw WrongPacketException.protocol("packet type " + type + " is not for a client to send");
        };
        if (flags != expected) {
            throw WrongPacketException.malformed(
                    "flags " + flags + " of packet type " + type + ", expected " + expected);
        }
    }

    private DoorPacket packet(int type, int flags, PacketBody body) throws WrongPacketException {
        DoorPacket packet = switch (type) {
            case CONNECT -> connect(body);
            case PUBLISH -> publish(flags, body);
            case SUBSCRIBE -> subscribe(body);
            case UNSUBSCRIBE -> unsubscribe(body);
            case PINGREQ -> new DoorPacket.Ping();
            default -> disconnect(body);
        };
        if (!(packet instanceof DoorPacket.UnknownVersion)) {
            body.expectEnd();
        }
        return packet;
    }

    private DoorPacket connect(PacketBody body) throws WrongPacketException {
        String protocol = body.text();
        int level = body.oneByte();
        if (!protocol.equals("MQTT") && !protocol.equals("MQIsdp")) {
            throw WrongPacketException.malformed("a protocol that is not MQTT");
        }
        if (level != 5 && level != (protocol.equals("MQTT") ? 4 : 3)) {
            return new DoorPacket.UnknownVersion(level);
        }
        int flags = connectFlags(body, level);
        boolean hasUser = (flags & 0x80) != 0;
        boolean hasPassword = (flags & 0x40) != 0;
        boolean hasWill = (flags & 0x04) != 0;
        int keepAlive = body.twoBytes();
        PacketProperties properties = level == 5 ? PacketProperties.ofConnect(body) : PacketProperties.NONE;
        version = level;
        String clientId = body.text();
        if (hasWill) {
            skipWill(body);
        }
        return new DoorPacket.Connect(
                level,
                clientId,
                (flags & 0x02) != 0,
                keepAlive,
                hasUser ? body.text() : "",
                hasPassword ? body.binary() : new byte[0],
                (flags >> 3) & 3,
                properties.hasAuthenticationMethod(),
                properties.maxPacketBytes(),
                properties.wantsReasons());
    }

    private static int connectFlags(PacketBody body, int level) throws WrongPacketException {
        int flags = body.oneByte();
        boolean hasUser = (flags & 0x80) != 0;
        boolean hasPassword = (flags & 0x40) != 0;
        boolean hasWill = (flags & 0x04) != 0;
        boolean isWillOdd = hasWill ? (flags & 0x18) == 0x18 : (flags & 0x38) != 0;
        boolean isReservedSet = (flags & 0x01) != 0;
        if (isReservedSet || isWillOdd || (hasPassword && !hasUser && level < 5)) {
            throw WrongPacketException.malformed("connect flags " + flags);
        }
        return flags;
    }

    private void skipWill(PacketBody body) throws WrongPacketException {
        if (version == 5) {
            PacketProperties.checkWill(body);
        }
        body.text();
        body.binary();
    }

    private DoorPacket publish(int flags, PacketBody body) throws WrongPacketException {
        int qos = (flags >> 1) & 3;
        boolean isRepeated = (flags & 8) != 0;
        if (qos == 3 || (qos == 0 && isRepeated)) {
            throw WrongPacketException.malformed("flags " + flags + " of PUBLISH");
        }
        String topic = body.text();
        int packetId = qos == 0 ? 0 : body.packetId();
        if (version == 5) {
            PacketProperties.ofPublish(body);
        }
        if (topic.isEmpty() || topic.indexOf('#') >= 0 || topic.indexOf('+') >= 0) {
            throw new WrongPacketException(
                    DoorReplies.TOPIC_NAME_INVALID, "a topic that is empty or has a wildcard, expected a name");
        }
        return new DoorPacket.Publish(topic, qos, packetId, body.rest());
    }

    private DoorPacket subscribe(PacketBody body) throws WrongPacketException {
        int packetId = body.packetId();
        if (version == 5) {
            PacketProperties.checkSubscribe(body);
        }
        int filters = 0;
        do {
            body.text();
            int subscription = body.oneByte();
            int reserved = version == 5 ? 0xC0 : 0xFC;
            if ((subscription & 3) == 3 || (subscription & reserved) != 0 || (subscription & 0x30) == 0x30) {
                throw WrongPacketException.malformed("subscription options " + subscription);
            }
            filters++;
        } while (!body.isAtEnd());
        return new DoorPacket.Subscribe(packetId, filters);
    }

    private DoorPacket unsubscribe(PacketBody body) throws WrongPacketException {
        int packetId = body.packetId();
        if (version == 5) {
            PacketProperties.checkUnsubscribe(body);
        }
        int filters = 0;
        do {
            body.text();
            filters++;
        } while (!body.isAtEnd());
        return new DoorPacket.Unsubscribe(packetId, filters);
    }

    private DoorPacket disconnect(PacketBody body) throws WrongPacketException {
        if (version == 5 && !body.isAtEnd()) {
            body.oneByte();
            if (!body.isAtEnd()) {
                PacketProperties.checkDisconnect(body);
            }
        }
        return new DoorPacket.Disconnect();
    }
}
