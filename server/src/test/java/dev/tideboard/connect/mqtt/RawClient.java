package dev.tideboard.connect.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A client that says exactly what the test wants, right or wrong. */
final class RawClient implements AutoCloseable {
    static final String CONNECT_4 = "10 0d 0004 4d515454 04 02 0000 0001 61";
    static final String CONNECT_5 = "10 0e 0004 4d515454 05 02 0000 00 0001 61";

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
    }

    RawClient send(String hex) throws IOException {
        return send(bytes(hex));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** A PUBLISH of QoS 1 to {@code topic}, with the empty properties of MQTT 5 if {@code five}. */
    RawClient publish(String topic, int packetId, String payload, boolean five) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(topic.length() >> 8);
        body.write(topic.length());
        body.writeBytes(topic.getBytes(StandardCharsets.UTF_8));
        body.write(packetId >> 8);
        body.write(packetId);
        if (five) {
            body.write(0);
        }
        body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
        return packet(0x32, body.toByteArray());
    }

    RawClient packet(int type, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(type);
        int rest = body.length;
        while (rest > 127) {
            packet.write((rest & 127) | 128);
            rest >>= 7;
        }
        packet.write(rest);
        packet.writeBytes(body);
        return send(packet.toByteArray());
    }

    /** Exactly {@code count} bytes, as hex. */
    String read(int count) throws IOException {
        return HexFormat.of().formatHex(socket.getInputStream().readNBytes(count));
    }

    /** True when nothing comes for a fifth of a second. */
    boolean hearsNothing() throws IOException {
        socket.setSoTimeout(200);
        try {
            return socket.getInputStream().read() == Integer.MAX_VALUE;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(10_000);
        }
    }

    /** Everything up to the end of the connection, as hex; fails when it is not ended by the other side. */
    String readToEnd() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4096];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketException e) {
            // A reset is an end, too.
            return HexFormat.of().formatHex(all.toByteArray());
        }
        return HexFormat.of().formatHex(all.toByteArray());
    }

    /** Goes without a word. */
    void vanish() throws IOException {
        socket.close();
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
