package dev.tideboard.serve.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.engine.Binding;
import dev.tideboard.serve.FakeParts;
import dev.tideboard.serve.FakeViews;
import dev.tideboard.serve.FeedModel;
import dev.tideboard.serve.RunningServer;
import dev.tideboard.serve.ServeOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that take nothing for a while, on a raw socket whose receive buffer is small. */
class SlowReaderTest {
    private static final int ROWS = 3_000;

    private final Random random = new Random(5);
    private final RunningServer server = new RunningServer(FakeParts.options(), parts -> List.of(new SseWire()), "a");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientThatDoesNotReadHurtsNobodyAndIsBroughtUpToDateByOneMergedPatch() throws Exception {
        FeedModel model = readAfter(30);
        assertThat(model.snapshots()).isEqualTo(1);
        assertThat(model.deltas()).isLessThan(15);
        assertThat(model.widest()).isGreaterThan(15);
        assertThat(merged()).isPositive();
    }

    @Test
    void aClientThatIsFurtherBehindThanTheServerRemembersStartsAfresh() throws Exception {
        FeedModel model = readAfter(80);
        assertThat(model.snapshots()).isEqualTo(2);
    }

    /** What a client has that takes nothing during so many patches of the whole view, far more than the buffers hold. */
    private FeedModel readAfter(int patches) throws Exception {
        changeAll();
        FeedModel model = new FeedModel();
        try (Socket slow = connect();
                SseClient healthy = new SseClient(server, "view=a", new FeedModel(), Map.of())) {
            for (int i = 0; i < patches; i++) {
                changeAll();
                long tick = server.views.tick();
                await().until(() -> healthy.look(FeedModel::tick) >= tick);
            }
            InputStream in = slow.getInputStream();
            while (model.tick() < server.views.tick()) {
                readEvent(in, model);
            }
            assertThat(model.rows("a")).isEqualTo(server.views.rowsAt("a", model.tick(), Binding.NONE));
        }
        return model;
    }

    @Test
    void aClientThatTakesNothingForTooLongIsDisconnected() throws Exception {
        server.close();
        ServeOptions patient = FakeParts.options();
        try (RunningServer strict = new RunningServer(
                new ServeOptions(
                        patient.host(),
                        0,
                        List.of(),
                        patient.flushEvery(),
                        patient.beatEvery(),
                        patient.lingerAfterLast(),
                        Duration.ofSeconds(1),
                        patient.maxClients(),
                        patient.maxViews(),
                        patient.historyChanges(),
                        patient.historyRows(),
                        1),
                parts -> List.of(new SseWire()),
                "a")) {
            try (Socket stalled = connect(strict);
                    SseClient healthy = new SseClient(strict, "view=a", new FeedModel(), Map.of())) {
                await().until(() -> clients(strict) == 2);
                await().until(() -> {
                    change(strict);
                    return clients(strict) == 1;
                });
                assertThat(stalled.isConnected()).isTrue();
                assertThat(healthy.isOver()).isFalse();
            }
        }
    }

    private double merged() {
        return server.parts()
                .metrics()
                .get("tideboard.feed.flushes.merged")
                .functionCounter()
                .count();
    }

    private static double clients(RunningServer of) {
        return of.parts().metrics().get("tideboard.feed.clients").gauge().value();
    }

    private void changeAll() {
        change(server);
    }

    private void change(RunningServer of) {
        of.views.tick(edit -> {
            for (int i = 0; i < ROWS; i++) {
                String code = "F" + i;
                edit.edit("a", code, new FakeViews.Row(code, "NSW1", random.nextDouble(), 1L, 2L, true));
            }
        });
    }

    private Socket connect() throws IOException {
        return connect(server);
    }

    private static Socket connect(RunningServer to) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 << 10);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), to.server.port()));
        socket.getOutputStream()
                .write("GET /api/v1/feed?view=a HTTP/1.1\r\nHost: localhost\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Reads up to the end of one event, whose lines are the only ones with a colon. */
    private void readEvent(InputStream in, FeedModel model) throws IOException {
        String event = "";
        String id = "";
        String data = "";
        while (true) {
            String line = chunkedLine(in);
            if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !event.isEmpty()) {
                model.apply(event, id, FeedModel.MAPPER.readTree(data));
                return;
            }
        }
    }

    private int chunkLeft = -1;

    /** One line of the body, without the chunks it came in. */
    private String chunkedLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        if (chunkLeft < 0) {
            while (!rawLine(in).isEmpty()) {
                // the response's head
            }
            chunkLeft = Integer.parseInt(rawLine(in), 16);
        }
        while (true) {
            if (chunkLeft == 0) {
                assertThat(rawLine(in)).isEmpty();
                chunkLeft = Integer.parseInt(rawLine(in), 16);
            }
            int next = in.read();
            chunkLeft--;
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(next);
        }
    }

    private static String rawLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the stream ended");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
