package dev.tideboard.bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An MQTT 3.1.1 client that does nothing but publish at QoS 1 and read acknowledgements: it must not be the bottleneck. */
final class MqttPressure {
    private static final int FACILITIES = 300;
    private static final int PACKET_IDS = 60_000;
    private static final String TOPIC = "nem/readings";

    /** What was measured; {@code perSecond} is 0 where messages were sent as fast as the window allows. */
    record Result(int window, int perSecond, double rate, double p50Ms, double p99Ms, double mostMs) {}

    private MqttPressure() {}

    static Result run(int port, int messages, int window, int perSecond) throws IOException, InterruptedException {
        long[] sent = new long[messages];
        long[] nanos = new long[messages];
        Semaphore room = new Semaphore(window);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(connect());
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), 65_536));
            in.readNBytes(4);
            Thread reader = Thread.ofPlatform().start(() -> readAcknowledgements(in, sent, nanos, room));
            long start = System.nanoTime();
            publish(new BufferedOutputStream(socket.getOutputStream(), 65_536), sent, room, perSecond);
            reader.join();
            double seconds = (System.nanoTime() - start) / 1e9;
            Arrays.sort(nanos);
            return new Result(
                    window,
                    perSecond,
                    messages / seconds,
                    nanos[messages / 2] / 1e6,
                    nanos[(int) (messages * 0.99)] / 1e6,
                    nanos[messages - 1] / 1e6);
        }
    }

    private static void publish(OutputStream out, long[] sent, Semaphore room, int perSecond)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < sent.length; i++) {
            if (perSecond > 0) {
                long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            }
            if (!room.tryAcquire()) {
                out.flush();
                room.acquire();
            }
            sent[i] = System.nanoTime();
            out.write(message(i));
            if (perSecond > 0) {
                out.flush();
            }
        }
        out.flush();
    }

    private static void readAcknowledgements(DataInputStream in, long[] sent, long[] nanos, Semaphore room) {
        try {
            for (int i = 0; i < sent.length; i++) {
                int header = in.readUnsignedShort();
                int packetId = in.readUnsignedShort();
                if (header != 0x4002 || packetId != i % PACKET_IDS + 1) {
                    throw new IllegalStateException("message " + i + ": header=" + header + " packetId=" + packetId);
                }
                nanos[i] = System.nanoTime() - sent[i];
                room.release();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] connect() {
        return new byte[] {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 0, 0, 1, 'b'};
    }

    private static byte[] message(int number) {
        Instant at = Instant.ofEpochSecond(1_760_486_400L + 300L * (number / FACILITIES % 200));
        String json = "{\"facility_id\":\"FAC" + number % FACILITIES + "\",\"timestamp\":\"" + at + "\",\"power_mw\":"
                + number % 2000 + ".5,\"co2_tonnes\":" + number % 150 + ".25}";
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        int length = 2 + TOPIC.length() + 2 + payload.length;
        int packetId = number % PACKET_IDS + 1;
        ByteArrayOutputStream packet = new ByteArrayOutputStream(length + 3);
        packet.write(0x32);
        packet.write((length & 0x7F) | (length > 127 ? 0x80 : 0));
        if (length > 127) {
            packet.write(length >> 7);
        }
        packet.write(0);
        packet.write(TOPIC.length());
        packet.writeBytes(TOPIC.getBytes(StandardCharsets.UTF_8));
        packet.write(packetId >> 8);
        packet.write(packetId);
        packet.writeBytes(payload);
        return packet.toByteArray();
    }
}
