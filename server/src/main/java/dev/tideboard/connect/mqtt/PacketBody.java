package dev.tideboard.connect.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one packet after its fixed header, read field by field (MQTT 5, section 1.5). A field that would go beyond
 * the packet is malformed, never waited for. One thread at a time.
 */
final class PacketBody {
    private final byte[] bytes;
    private final int end;
    private int at;

    PacketBody(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    boolean isAtEnd() {
        return at == end;
    }

    void expectEnd() throws WrongPacketException {
        if (at != end) {
            throw WrongPacketException.malformed((end - at) + " bytes after the last field");
        }
    }

    int oneByte() throws WrongPacketException {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int twoBytes() throws WrongPacketException {
        return oneByte() << 8 | oneByte();
    }

    long fourBytes() throws WrongPacketException {
        return (long) twoBytes() << 16 | twoBytes();
    }

    int packetId() throws WrongPacketException {
        int id = twoBytes();
        if (id == 0) {
            throw WrongPacketException.malformed("packet id 0, expected 1 to 65535");
        }
        return id;
    }

    /** A variable byte integer. */
    int length() throws WrongPacketException {
        int value = 0;
        for (int shift = 0; shift < 28; shift += 7) {
            int digit = oneByte();
            value |= (digit & 0x7F) << shift;
            if (digit < 0x80) {
                return value;
            }
        }
        throw WrongPacketException.malformed("a length of more than four bytes");
    }

    byte[] binary() throws WrongPacketException {
        int length = twoBytes();
        need(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** Text in UTF-8 without the character U+0000. */
    String text() throws WrongPacketException {
        int length = twoBytes();
        need(length);
        at += length;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at - length, length))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw WrongPacketException.malformed("text with the character U+0000");
            }
            return text;
        } catch (CharacterCodingException _) {
            throw WrongPacketException.malformed("text that is not UTF-8");
        }
    }

    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, end);
        at = end;
        return rest;
    }

    /** The next {@code length} bytes as a body of their own. */
    PacketBody part(int length) throws WrongPacketException {
        need(length);
        at += length;
        return new PacketBody(bytes, at - length, at);
    }

    private void need(int count) throws WrongPacketException {
        if (end - at < count) {
            throw WrongPacketException.malformed("the packet ends within a field");
        }
    }
}
