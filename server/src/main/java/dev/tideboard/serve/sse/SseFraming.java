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
enum SseFraming implements Framing<Buffer> {
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
    /** Opens a gzip stream: deflate, no name, no time, unknown system. */
    private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    abstract Buffer packed(byte[] text);

    @Override
    public Buffer frame(String kind, byte[] json, String token) {
        String id = token.isEmpty() ? "" : "id: " + token + "\n";
        byte[] head = ("event: " + kind + "\n" + id + "data: ").getBytes(StandardCharsets.UTF_8);
        byte[] text = Arrays.copyOf(head, head.length + json.length + 2);
        System.arraycopy(json, 0, text, head.length, json.length);
        text[text.length - 2] = '\n';
        text[text.length - 1] = '\n';
        return packed(text);
    }

    @Override
    public Buffer join(List<Buffer> frames) {
        Buffer joined = Buffer.buffer(frames.stream().mapToInt(Buffer::length).sum());
        frames.forEach(joined::appendBuffer);
        return joined;
    }

    @Override
    public long bytes(Buffer frames) {
        return frames.length();
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
