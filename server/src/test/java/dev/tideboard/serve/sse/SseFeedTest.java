package dev.tideboard.serve.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideboard.engine.Binding;
import dev.tideboard.serve.FakeParts;
import dev.tideboard.serve.FeedModel;
import dev.tideboard.serve.RandomRows;
import dev.tideboard.serve.RunningServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseFeedTest {
    private final RunningServer server =
            new RunningServer(FakeParts.options(), parts -> List.of(new SseWire()), "a", "b");

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip"})
    void snapshotAndDeltasAddUpToTheViewsAtEveryPosition(String encoding) throws Exception {
        RandomRows random = new RandomRows(42);
        server.randomTick(random, 200, 150, "a", "b");
        FeedModel model = new FeedModel();
        try (SseClient client = new SseClient(server, "view=a&view=b", model, Map.of("Accept-Encoding", encoding))) {
            for (int i = 0; i < 150; i++) {
                long tick = server.randomTick(random, 200, 10, "a", "b");
                if (i % 10 == 0) {
                    await().until(() -> client.look(FeedModel::tick) >= tick);
                    client.check(this::requireRowsOfItsTick);
                }
            }
            client.check(known -> assertThat(known.snapshots()).isEqualTo(2));
            client.check(known -> assertThat(known.deltas()).isGreaterThan(10));
        }
    }

    @Test
    void aClientThatComesBackContinuesWithoutASnapshot() throws Exception {
        RandomRows random = new RandomRows(7);
        server.randomTick(random, 100, 100, "a", "b");
        FeedModel model = new FeedModel();
        for (int visit = 0; visit < 12; visit++) {
            try (SseClient client = new SseClient(server, "view=a&view=b", model, Map.of())) {
                long tick = server.randomTick(random, 100, 10, "a", "b");
                await().until(() -> client.look(FeedModel::tick) >= tick);
                client.check(this::requireRowsOfItsTick);
            }
            for (int missed = random.random().nextInt(20); missed > 0; missed--) {
                server.randomTick(random, 100, 10, "a", "b");
            }
        }
        assertThat(model.snapshots()).isEqualTo(2);
        assertThat(model.widest()).isGreaterThan(2);
    }

    @Test
    void aPositionOfAnotherRunOrBeyondTheNewestGetsSnapshots() throws Exception {
        RandomRows random = new RandomRows(8);
        server.randomTick(random, 100, 100, "a");
        for (String token : List.of("dead-1", "abcdef-99", "nonsense", "abcdef-99999999999999999999")) {
            FeedModel model = new FeedModel();
            try (SseClient client = new SseClient(server, "view=a", model, Map.of("Last-Event-ID", token))) {
                await().until(() -> client.look(FeedModel::beats) > 0);
                client.check(known -> assertThat(known.snapshots()).isEqualTo(1));
                client.check(this::requireRowsOfItsTick);
            }
        }
    }

    @Test
    void aPositionThatIsForgottenGetsSnapshots() throws Exception {
        RandomRows random = new RandomRows(9);
        server.randomTick(random, 100, 100, "a", "b");
        FeedModel model = new FeedModel();
        try (SseClient client = new SseClient(server, "view=a&view=b", model, Map.of())) {
            await().until(() -> client.look(FeedModel::snapshots) == 2);
        }
        for (int i = 0; i < 3 * FakeParts.options().historyChanges(); i++) {
            server.randomTick(random, 100, 2, "a");
        }
        try (SseClient client = new SseClient(server, "view=a&view=b", model, Map.of())) {
            await().until(() -> client.look(FeedModel::tick) >= server.views.tick());
            client.check(this::requireRowsOfItsTick);
            // b did not change, so what the client has of it is still right.
            client.check(known -> assertThat(known.snapshots()).isEqualTo(3));
        }
    }

    @Test
    void aViewThatFailsTellsItsClientsAtOnceAndThoseWhoComeLater() throws Exception {
        server.randomTick(new RandomRows(11), 100, 100, "a", "b");
        FeedModel early = new FeedModel();
        try (SseClient client = new SseClient(server, "view=a&view=b", early, Map.of())) {
            await().until(() -> client.look(FeedModel::snapshots) == 2);
            client.check(known -> assertThat(known.failure("a")).isEmpty());

            server.views.fail("a", "n + 1: overflow, row {n=9223372036854775807}");
            await().until(() -> client.look(known -> known.failure("a")).startsWith("n + 1: overflow"));
            client.check(known -> assertThat(known.failure("b")).isEmpty());
            client.check(this::requireRowsOfItsTick);
            try (SseClient late = new SseClient(server, "view=a", new FeedModel(), Map.of())) {
                await().until(() -> late.look(FeedModel::snapshots) == 1);
                late.check(known -> assertThat(known.failure("a")).startsWith("n + 1: overflow"));
            }
        }
        server.views.fail("a", "");
        try (SseClient back = new SseClient(server, "view=a&view=b", early, Map.of())) {
            await().until(() -> back.look(known -> known.failure("a")).isEmpty());
            back.check(known -> assertThat(known.snapshots()).isEqualTo(2));
        }
    }

    @Test
    void aViewThatFailedLongAgoStillSaysSo() throws Exception {
        RandomRows random = new RandomRows(12);
        server.randomTick(random, 100, 100, "a", "b");
        try (SseClient client = new SseClient(server, "view=a&view=b", new FeedModel(), Map.of())) {
            await().until(() -> client.look(FeedModel::snapshots) == 2);
            server.views.fail("a", "division by zero");
            for (int i = 0; i < 3 * FakeParts.options().historyChanges(); i++) {
                server.randomTick(random, 100, 2, "a");
            }
            try (SseClient late = new SseClient(server, "view=a", new FeedModel(), Map.of())) {
                await().until(() -> late.look(FeedModel::snapshots) == 1);
                late.check(known -> assertThat(known.failure("a")).isEqualTo("division by zero"));
            }
        }
    }

    @Test
    void aBoundViewTellsOfItsRowsOnly() throws Exception {
        RandomRows random = new RandomRows(10);
        Binding binding = Binding.of(Map.of("region", List.of("NSW1", "VIC1")));
        server.randomTick(random, 100, 100, "a");
        FeedModel model = new FeedModel();
        try (SseClient client = new SseClient(server, "view=a&a.region=VIC1&a.region=NSW1", model, Map.of())) {
            for (int i = 0; i < 50; i++) {
                server.randomTick(random, 100, 10, "a");
            }
            await().until(() -> client.look(FeedModel::tick) >= server.views.tick());
            client.check(
                    known -> assertThat(known.rows("a")).isEqualTo(server.views.rowsAt("a", known.tick(), binding)));
            client.check(known -> assertThat(known.rows("a")).isNotEmpty());
        }
    }

    @Test
    void clientsOfTheSameViewAndFilterShareOneListener() throws Exception {
        server.randomTick(new RandomRows(1), 10, 10, "a");
        try (SseClient one = new SseClient(server, "view=a&a.region=VIC1", new FeedModel(), Map.of());
                SseClient two = new SseClient(server, "view=a&a.region=VIC1&view=b", new FeedModel(), Map.of())) {
            await().until(() -> one.look(FeedModel::snapshots) == 1 && two.look(FeedModel::snapshots) == 2);
            assertThat(server.views.listeners()).isEqualTo(2);
        }
    }

    @Test
    void aViewThatNobodyWantsAnyMoreIsLetGoAfterAWhile() throws Exception {
        try (SseClient client = new SseClient(server, "view=a", new FeedModel(), Map.of())) {
            await().until(() -> client.look(FeedModel::beats) > 2);
            server.fakes.now.updateAndGet(now -> now.plus(FakeParts.options().lingerAfterLast()));
            int beats = client.look(FeedModel::beats);
            await().until(() -> client.look(FeedModel::beats) > beats + 2);
            assertThat(server.views.listeners()).isEqualTo(1);
        }
        await().until(() -> {
            server.fakes.now.updateAndGet(now -> now.plusSeconds(10));
            return server.views.listeners() == 0;
        });
    }

    @Test
    void aViewThatEndsIsTakenLeaveOfAndTheOthersGoOn() throws Exception {
        RandomRows random = new RandomRows(12);
        server.randomTick(random, 100, 100, "a", "b");
        FeedModel model = new FeedModel();
        try (SseClient client = new SseClient(server, "view=a&view=b", model, Map.of())) {
            await().until(() -> client.look(FeedModel::snapshots) == 2);
            server.views.end("a", "the project no longer has it");
            await().until(() -> client.look(FeedModel::ended).contains("a"));
            long tick = server.randomTick(random, 100, 10, "b");
            await().until(() -> client.look(FeedModel::tick) >= tick);
            client.check(known ->
                    assertThat(known.rows("b")).isEqualTo(server.views.rowsAt("b", known.tick(), Binding.NONE)));
            server.views.end("b", "neither");
            await().until(client::isOver);
        }
    }

    /** Its position is one in the new view too, and there its rows are not those it has. */
    @Test
    void aClientThatComesBackAfterAViewWasEditedStartsAfresh() throws Exception {
        RandomRows random = new RandomRows(13);
        server.randomTick(random, 100, 100, "a", "b");
        FeedModel model = new FeedModel();
        try (SseClient client = new SseClient(server, "view=a&view=b", model, Map.of())) {
            await().until(() -> client.look(FeedModel::snapshots) == 2);
        }
        server.views.replace("a");
        try (SseClient client = new SseClient(server, "view=a&view=b", model, Map.of())) {
            await().until(() -> client.look(FeedModel::snapshots) == 4);
            client.check(this::requireRowsOfItsTick);
            client.check(known -> assertThat(known.rows("a")).isEmpty());
        }
    }

    @Test
    void aClientThatStayedWhileAViewWasEditedStartsAfreshWhenItComesBack() throws Exception {
        RandomRows random = new RandomRows(14);
        server.randomTick(random, 100, 100, "a", "b");
        FeedModel model = new FeedModel();
        try (SseClient client = new SseClient(server, "view=a&view=b", model, Map.of())) {
            await().until(() -> client.look(FeedModel::snapshots) == 2);
            server.views.replace("a");
            await().until(() -> client.look(FeedModel::ended).contains("a"));
            FeedModel other = new FeedModel();
            try (SseClient _ = new SseClient(server, "view=a", other, Map.of())) {
                long tick = server.randomTick(random, 100, 10, "a", "b");
                await().until(() -> client.look(FeedModel::tick) >= tick);
            }
        }
        try (SseClient client = new SseClient(server, "view=a&view=b", model, Map.of())) {
            await().until(() -> client.look(FeedModel::snapshots) == 4);
            client.check(this::requireRowsOfItsTick);
        }
    }

    private void requireRowsOfItsTick(FeedModel model) {
        for (String view : List.of("a", "b")) {
            if (!model.rows(view).isEmpty()) {
                assertThat(model.rows(view))
                        .as(view + " at " + model.token())
                        .isEqualTo(server.views.rowsAt(view, model.tick(), Binding.NONE));
            }
        }
    }
}
