package dev.tideboard.connect.mqtt;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The properties of an MQTT 5 packet (section 2.2.2): each is checked for its form, for being allowed in its kind of
 * packet and for not being repeated; the few that matter to a door are kept. Immutable.
 */
record PacketProperties(long maxPacketBytes, boolean wantsReasons, boolean hasAuthenticationMethod) {
    private static final long LONGEST_PACKET = 268_435_460;
    static final PacketProperties NONE = new PacketProperties(LONGEST_PACKET, true, false);

    private static final int AUTHENTICATION_METHOD = 0x15;
    private static final int REQUEST_PROBLEM_INFORMATION = 0x17;
    private static final int TOPIC_ALIAS = 0x23;
    private static final int USER_PROPERTY = 0x26;
    private static final int MAXIMUM_PACKET_SIZE = 0x27;

    private static final Set<Integer> OF_CONNECT = Set.of(0x11, 0x15, 0x16, 0x17, 0x19, 0x21, 0x22, 0x26, 0x27);
    private static final Set<Integer> OF_WILL = Set.of(0x01, 0x02, 0x03, 0x08, 0x09, 0x18, 0x26);
    private static final Set<Integer> OF_PUBLISH = Set.of(0x01, 0x02, 0x03, 0x08, 0x09, 0x23, 0x26);
    private static final Set<Integer> OF_SUBSCRIBE = Set.of(0x0B, 0x26);
    private static final Set<Integer> OF_UNSUBSCRIBE = Set.of(0x26);
    private static final Set<Integer> OF_DISCONNECT = Set.of(0x11, 0x1C, 0x1F, 0x26);

    private enum Form {
        BYTE,
        TWO_BYTES,
        FOUR_BYTES,
        LENGTH,
        TEXT,
        BINARY,
        TEXT_PAIR
    }

    private static final Map<Integer, Form> FORMS = Map.ofEntries(
            Map.entry(0x01, Form.BYTE),
            Map.entry(0x02, Form.FOUR_BYTES),
            Map.entry(0x03, Form.TEXT),
            Map.entry(0x08, Form.TEXT),
            Map.entry(0x09, Form.BINARY),
            Map.entry(0x0B, Form.LENGTH),
            Map.entry(0x11, Form.FOUR_BYTES),
            Map.entry(AUTHENTICATION_METHOD, Form.TEXT),
            Map.entry(0x16, Form.BINARY),
            Map.entry(REQUEST_PROBLEM_INFORMATION, Form.BYTE),
            Map.entry(0x18, Form.FOUR_BYTES),
            Map.entry(0x19, Form.BYTE),
            Map.entry(0x1C, Form.TEXT),
            Map.entry(0x1F, Form.TEXT),
            Map.entry(0x21, Form.TWO_BYTES),
            Map.entry(0x22, Form.TWO_BYTES),
            Map.entry(TOPIC_ALIAS, Form.TWO_BYTES),
            Map.entry(USER_PROPERTY, Form.TEXT_PAIR),
            Map.entry(MAXIMUM_PACKET_SIZE, Form.FOUR_BYTES));

    static PacketProperties ofConnect(PacketBody body) throws WrongPacketException {
        return read(body, OF_CONNECT);
    }

    static PacketProperties ofPublish(PacketBody body) throws WrongPacketException {
        return read(body, OF_PUBLISH);
    }

    static void checkWill(PacketBody body) throws WrongPacketException {
        read(body, OF_WILL);
    }

    static void checkSubscribe(PacketBody body) throws WrongPacketException {
        read(body, OF_SUBSCRIBE);
    }

    static void checkUnsubscribe(PacketBody body) throws WrongPacketException {
        read(body, OF_UNSUBSCRIBE);
    }

    static void checkDisconnect(PacketBody body) throws WrongPacketException {
        read(body, OF_DISCONNECT);
    }

    private static PacketProperties read(PacketBody body, Set<Integer> allowed) throws WrongPacketException {
        PacketBody part = body.part(body.length());
        if (part.isAtEnd()) {
            return NONE;
        }
        Set<Integer> seen = new HashSet<>();
        PacketProperties properties = NONE;
        while (!part.isAtEnd()) {
            int id = part.length();
            if (!allowed.contains(id)) {
                throw WrongPacketException.malformed("property " + id + " is not of this packet");
            }
            if (!seen.add(id) && id != USER_PROPERTY) {
                throw WrongPacketException.protocol("property " + id + " is given twice");
            }
            long value = value(part, FORMS.getOrDefault(id, Form.BYTE));
            properties = properties.with(id, value);
        }
        return properties;
    }

    /** The value of a number; for what is no number only that it is well formed counts. */
    private static long value(PacketBody part, Form form) throws WrongPacketException {
        switch (form) {
            case BYTE -> {
                int value = part.oneByte();
                if (value > 1) {
                    throw WrongPacketException.protocol("a flag of " + value + ", expected 0 or 1");
                }
                return value;
            }
            case TWO_BYTES -> {
                return part.twoBytes();
            }
            case FOUR_BYTES -> {
                return part.fourBytes();
            }
            case LENGTH -> {
                return part.length();
            }
            case TEXT -> part.text();
            case BINARY -> part.binary();
            case TEXT_PAIR -> {
                part.text();
                part.text();
            }
        }
        return 0;
    }

    private PacketProperties with(int id, long value) throws WrongPacketException {
        return switch (id) {
            case MAXIMUM_PACKET_SIZE -> {
                if (value == 0) {
                    throw WrongPacketException.protocol("Maximum Packet Size 0");
                }
                yield new PacketProperties(value, wantsReasons, hasAuthenticationMethod);
            }
            case REQUEST_PROBLEM_INFORMATION ->
                new PacketProperties(maxPacketBytes, value == 1, hasAuthenticationMethod);
            case AUTHENTICATION_METHOD -> new PacketProperties(maxPacketBytes, wantsReasons, true);
            case TOPIC_ALIAS ->
                // Our CONNACK allows none by not naming a Topic Alias Maximum.
                throw new WrongPacketException(DoorReplies.TOPIC_ALIAS_INVALID, "a topic alias, expected none");
            default -> this;
        };
    }
}
