package dev.tideboard.serve.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.engine.Binding;
import dev.tideboard.serve.FakeParts;
import dev.tideboard.serve.FakeViews;
import dev.tideboard.serve.FeedModel;
import dev.tideboard.serve.RandomRows;
import dev.tideboard.serve.RunningServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketFeedTest {
    private final RunningServer server =
            new RunningServer(FakeParts.options(), parts -> List.of(new WebSocketWire()), "a", "b");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void viewsMayComeAndGoWhileTheOthersGoOn() {
        RandomRows random = new RandomRows(21);
        server.randomTick(random, 100, 100, "a", "b");
        try (WebSocketClient client = new WebSocketClient(server, new FeedModel())) {
            client.send("{\"subscribe\":{\"view\":\"a\"}}");
            for (int i = 0; i < 30; i++) {
                client.send(
                        i % 2 == 0
                                ? "{\"subscribe\":{\"view\":\"b\",\"where\":{\"region\":[\"VIC1\",\"SA1\"]}}}"
                                : "{\"unsubscribe\":{\"view\":\"b\"}}");
                server.randomTick(random, 100, 10, "a", "b");
            }
            client.send("{\"subscribe\":{\"view\":\"b\",\"where\":{\"region\":\"SA1\"}}}");
            await().until(() -> client.look(FeedModel::tick) >= server.views.tick());
            await().untilAsserted(() ->
                    requireRows(client, Map.of("a", Binding.NONE, "b", Binding.of(Map.of("region", List.of("SA1"))))));
            assertThat(client.errors()).isEmpty();
        }
    }

    @Test
    void aSubscriptionMayContinueWhereAnotherConnectionEnded() {
        RandomRows random = new RandomRows(22);
        server.randomTick(random, 100, 100, "a");
        FeedModel model = new FeedModel();
        for (int visit = 0; visit < 5; visit++) {
            try (WebSocketClient client = new WebSocketClient(server, model)) {
                client.send("{\"subscribe\":{\"view\":\"a\""
                        + (visit == 0 ? "" : ",\"since\":\"" + model.token() + "\"") + "}}");
                long tick = server.randomTick(random, 100, 10, "a");
                await().until(() -> client.look(FeedModel::tick) >= tick);
                requireRows(client, Map.of("a", Binding.NONE));
            }
            server.randomTick(random, 100, 10, "a");
        }
        assertThat(model.snapshots()).isEqualTo(1);
    }

    @Test
    void aMessageLargerThanAFrameArrivesWhole() {
        server.views.tick(edit -> {
            for (int i = 0; i < 20_000; i++) {
                edit.edit("a", "FACILITY-" + i, new FakeViews.Row("FACILITY-" + i, "NSW1", i * 0.5, 1L, 2L, false));
            }
        });
        try (WebSocketClient client = new WebSocketClient(server, new FeedModel())) {
            client.send("{\"subscribe\":{\"view\":\"a\"}}");
            await().until(() -> client.look(FeedModel::tick) >= server.views.tick());
            client.look(model -> assertThat(model.rows("a")).hasSize(20_000));
            requireRows(client, Map.of("a", Binding.NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"subscribe\":{}}",
                "{\"subscribe\":{\"view\":7}}",
                "{\"subscribe\":\"a\"}",
                "{\"subscribe\":{\"view\":\"a\"},\"unsubscribe\":{\"view\":\"a\"}}",
                "{\"subscribe\":{\"view\":\"a\"}",
                "{\"subscribe\":{\"view\":\"a\",\"view\":\"b\"}}",
                "{\"subscribe\":{\"view\":\"a\",\"wher\":{}}}",
                "{\"subscribe\":{\"view\":\"a\",\"where\":{\"region\":[[1]]}}}",
                "{\"subscribe\":{\"view\":\"a\",\"where\":{\"region\":null}}}",
                "{\"hello\":{\"view\":\"a\"}}",
                "{\"unsubscribe\":{\"view\":\"a\"}} x"
            })
    void aMessageThatMakesNoSenseIsAnsweredSo(String message) {
        try (WebSocketClient client = new WebSocketClient(server, new FeedModel())) {
            client.send(message);
            await().until(() -> !client.errors().isEmpty());
            assertThat(client.errors().getFirst().get("error").stringValue()).isEqualTo("bad_message");
            client.send("{\"subscribe\":{\"view\":\"a\"}}");
            await().until(() -> client.look(FeedModel::snapshots) == 1);
        }
    }

    @Test
    void aViewThatCannotBeHadEndsWithTheReason() {
        try (WebSocketClient client = new WebSocketClient(server, new FeedModel())) {
            client.send("{\"subscribe\":{\"view\":\"a\"}}");
            client.send("{\"subscribe\":{\"view\":\"nowhere\"}}");
            client.send("{\"subscribe\":{\"view\":\"b\",\"where\":{\"fuel\":[\"Coal\"]}}}");
            await().until(() -> client.look(FeedModel::ended).containsAll(List.of("nowhere", "b")));
            client.look(model -> assertThat(model.snapshots()).isEqualTo(1));
        }
    }

    @Test
    void aSocketMayNotAskForMoreThanItsShare() {
        try (WebSocketClient client = new WebSocketClient(server, new FeedModel())) {
            client.send("{\"subscribe\":{\"view\":\"" + "x".repeat(80_000) + "\"}}");
            await().until(() -> client.closeCode() > 0);
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aStoppingServerSaysGoodbye() {
        try (WebSocketClient client = new WebSocketClient(server, new FeedModel())) {
            client.send("{\"subscribe\":{\"view\":\"a\"}}");
            await().until(() -> client.look(FeedModel::snapshots) == 1);
            server.server.close();
            await().until(() -> client.closeCode() == 1001);
        }
    }

    private void requireRows(WebSocketClient client, Map<String, Binding> views) {
        client.look(model -> {
            views.forEach((view, binding) -> assertThat(model.rows(view))
                    .as(view + " at " + model.token())
                    .isEqualTo(server.views.rowsAt(view, model.tick(), binding)));
            return 0;
        });
    }
}
