package dev.tideboard.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServeOptionsTest {

    @Test
    void defaultsAreLoopbackAndAFlushEachFiftyMilliseconds() {
        ServeOptions options = ServeOptions.defaults();
        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(8080);
        assertThat(options.allowOrigins()).isEmpty();
        assertThat(options.flushEvery()).isEqualTo(Duration.ofMillis(50));
        assertThat(options.beatEvery()).isEqualTo(Duration.ofSeconds(1));
        assertThat(options.lingerAfterLast()).isEqualTo(Duration.ofSeconds(60));
        assertThat(options.stalledAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.maxClients()).isEqualTo(20_000);
        assertThat(options.maxViews()).isEqualTo(64);
        assertThat(options.historyChanges()).isEqualTo(1_024);
        assertThat(options.historyRows()).isEqualTo(100_000);
        assertThat(options.eventLoops()).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void everySettingIsKept() {
        ServeOptions options = new ServeOptions(
                "localhost",
                1,
                List.of("https://a.example"),
                Duration.ofMillis(2),
                Duration.ofMillis(30),
                Duration.ofMillis(4),
                Duration.ofSeconds(5),
                6,
                7,
                8,
                9,
                10);
        assertThat(options.withPort(11))
                .isEqualTo(new ServeOptions(
                        "localhost",
                        11,
                        List.of("https://a.example"),
                        Duration.ofMillis(2),
                        Duration.ofMillis(30),
                        Duration.ofMillis(4),
                        Duration.ofSeconds(5),
                        6,
                        7,
                        8,
                        9,
                        10));
    }

    static List<Function<ServeOptions, ServeOptions>> refused() {
        return List.of(
                o -> o.withPort(-1),
                o -> o.withPort(65_536),
                o -> with(o, " ", o.flushEvery(), o.beatEvery(), 1),
                o -> with(o, o.host(), Duration.ofMillis(-1), o.beatEvery(), 1),
                o -> with(o, o.host(), o.flushEvery(), Duration.ofSeconds(3), 1),
                o -> with(o, o.host(), o.flushEvery(), o.beatEvery(), 0));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aValueOutOfItsRangeIsRefused(Function<ServeOptions, ServeOptions> change) {
        assertThatThrownBy(() -> change.apply(ServeOptions.defaults())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void anAddressThatOthersCanReachIsRefusedWithoutKeys(String host) {
        ServeOptions o = ServeOptions.defaults();
        ServeOptions open = with(o.withPort(0), host, o.flushEvery(), o.beatEvery(), 1);
        try (FakeViews views = new FakeViews(1, "a");
                WebServer server = new WebServer(new FakeParts(views).parts(), open, List.of())) {
            assertThatThrownBy(server::start)
                    .isInstanceOf(ListenException.class)
                    .hasMessageContaining(host)
                    .hasMessageContaining("127.0.0.1");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (RunningServer first = new RunningServer(FakeParts.options(), parts -> List.of(), "a");
                FakeViews views = new FakeViews(1, "a");
                WebServer second = new WebServer(
                        new FakeParts(views).parts(), FakeParts.options().withPort(first.server.port()), List.of())) {
            assertThatThrownBy(second::start)
                    .hasMessageContaining(":" + first.server.port())
                    .hasMessageContaining("--port");
        }
    }

    private static ServeOptions with(ServeOptions o, String host, Duration flush, Duration beat, int maxClients) {
        return new ServeOptions(
                host,
                o.port(),
                o.allowOrigins(),
                flush,
                beat,
                o.lingerAfterLast(),
                o.stalledAfter(),
                maxClients,
                o.maxViews(),
                o.historyChanges(),
                o.historyRows(),
                1);
    }
}
