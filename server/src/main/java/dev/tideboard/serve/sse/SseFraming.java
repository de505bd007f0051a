package dev.tideboard.serve.sse;

import dev.tideboard.serve.Framing;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Events as lines of an event stream, plain or packed.
 *
 * <p>A packed event is a run of deflate blocks that refer to nothing before them and end on a byte boundary, so the same
 * bytes can be appended to the gzip stream of every client: one compression for all, and no compressor per client.
 */
enum SseFraming implements Framing<List<Buffer>> {
    PLAIN {
        @Override
        Buffer packed(byte[] text) {
            return Buffer.buffer(text);
        }
    },
    GZIP {
        @Override
        Buffer packed(byte[] text) {
            return Buffer.buffer(blocks(text));
        }
    };

    private static final int LEVEL = 6;
    private static final int JOINED = 64 << 10;
    /** Opens a gzip stream: deflate, no name, no time, unknown system. */
    private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    abstract Buffer packed(byte[] text);

    @Override
    public List<Buffer> frame(String kind, byte[] json, String token) {
        String id = token.isEmpty() ? "" : "id: " + token + "\n";
        byte[] head = ("event: " + kind + "\n" + id + "data: ").getBytes(StandardCharsets.UTF_8);
        byte[] text = Arrays.copyOf(head, head.length + json.length + 2);
        System.arraycopy(json, 0, text, head.length, json.length);
        text[text.length - 2] = '\n';
        text[text.length - 1] = '\n';
        return List.of(packed(text));
    }

    /** Small frames become one thing to write; large ones stay the bytes that all clients share. */
    @Override
    public List<Buffer> join(List<List<Buffer>> frames) {
        List<Buffer> all = frames.stream().flatMap(List::stream).toList();
        long bytes = bytes(all);
        if (bytes > JOINED) {
            return all;
        }
        Buffer joined = Buffer.buffer((int) bytes);
        all.forEach(joined::appendBuffer);
        return List.of(joined);
    }

    @Override
    public long bytes(List<Buffer> frames) {
        long bytes = 0;
        for (Buffer frame : frames) {
            bytes += frame.length();
        }
        return bytes;
    }

    /** What a stream starts with: how long to wait before connecting again, in milliseconds. */
    Buffer opening(int retryMillis) {
        Buffer retry = packed(("retry: " + retryMillis + "\n\n").getBytes(StandardCharsets.UTF_8));
        return this == GZIP ? Buffer.buffer(GZIP_HEAD).appendBuffer(retry) : retry;
    }

    private static byte[] blocks(byte[] text) {
        try (Deflater deflater = new Deflater(LEVEL, true)) {
            deflater.setInput(text);
            byte[] packed = new byte[text.length / 2 + 64];
            int size = 0;
            while (true) {
                size += deflater.deflate(packed, size, packed.length - size, Deflater.SYNC_FLUSH);
                if (size < packed.length) {
                    return Arrays.copyOf(packed, size);
                }
                packed = Arrays.copyOf(packed, packed.length * 2);
            }
        }
    }
}
