package dev.tideboard.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.options.Setting.Origin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Thing DEFAULTS = new Thing(
            8080,
            5L,
            0.5,
            false,
            "x",
            Path.of("a"),
            URI.create("http://a"),
            Duration.ofSeconds(90),
            List.of("a", "b"),
            Color.DARK_BLUE,
            new Object[0]);

    enum Color {
        DARK_BLUE,
        RED
    }

    record Thing(
            int port,
            long count,
            double share,
            boolean on,
            String text,
            Path path,
            URI address,
            Duration flushEvery,
            List<String> words,
            Color color,
            Object[] kept) {
        Thing {
            if (port < 0) {
                throw new IllegalArgumentException("port=" + port + " < 0");
            }
        }
    }

    record Other(int size) {}

    @TempDir
    Path folder;

    @Test
    void keepsDefaultsWhereNothingIsSet() {
        Settings settings = resolve(Map.of(), Map.of(), OptionFile.NONE);

        assertThat(settings.get(Thing.class)).isEqualTo(DEFAULTS);
        assertThat(settings.get(Other.class)).isEqualTo(new Other(1));
        assertThat(settings.all()).allMatch(setting -> setting.origin() == Origin.DEFAULT);
    }

    @Test
    void readsEveryTypeOfComponent() {
        Thing thing = resolve(
                        Map.of(
                                "port", "1",
                                "thing.count", "2",
                                "thing.share", "0.25",
                                "thing.on", "true",
                                "thing.text", "hello",
                                "thing.path", "/b",
                                "thing.address", "http://b",
                                "thing.flush-every", "250ms",
                                "thing.words", "c, d,",
                                "thing.color", "red"),
                        Map.of(),
                        OptionFile.NONE)
                .get(Thing.class);

        assertThat(thing)
                .isEqualTo(new Thing(
                        1,
                        2,
                        0.25,
                        true,
                        "hello",
                        Path.of("/b"),
                        URI.create("http://b"),
                        Duration.ofMillis(250),
                        List.of("c", "d"),
                        Color.RED,
                        DEFAULTS.kept()));
    }

    @Test
    void spellsEveryDefaultSoThatItReadsBack() {
        Map<String, String> spelled = new java.util.HashMap<>();
        groups().forEach(group ->
                group.options().forEach(option -> spelled.put(option.name(), group.defaultText(option))));

        assertThat(spelled).containsEntry("thing.flush-every", "90s").containsEntry("thing.color", "dark-blue");
        assertThat(resolve(spelled, Map.of(), OptionFile.NONE).get(Thing.class)).isEqualTo(DEFAULTS);
    }

    @Test
    void aFlagWinsOverTheEnvironmentAndTheEnvironmentOverTheFile() throws IOException {
        OptionFile file = file("port = 1\nthing.count = 1\nother.size = 1\n\n# thing.text = y\n");
        Settings settings = resolve(
                Map.of("port", "3"), Map.of("TIDEBOARD_PORT", "2", "TIDEBOARD_THING_COUNT", "2", "PATH", "x"), file);

        assertThat(settings.all())
                .filteredOn(setting -> setting.origin() != Origin.DEFAULT)
                .extracting(Setting::toString)
                .containsExactly(
                        "port=3 by --port",
                        "thing.count=2 by TIDEBOARD_THING_COUNT",
                        "other.size=1 by " + folder.resolve("o.properties") + ":3");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() throws IOException {
        OptionFile file = file("prot = 1\nthing.share = NaN\n");

        assertThatThrownBy(() -> resolve(
                        Map.of("thing.flush-every", "5 minutes", "thing.color", "green"),
                        Map.of("TIDEBOARD_OTHER_SIZE", "99999999999"),
                        file))
                .isInstanceOf(OptionException.class)
                .hasMessage(String.join(
                        "\n",
                        folder + "/o.properties:1: there is no option prot; did you mean port?",
                        folder + "/o.properties:2: thing.share=NaN, expected a number",
                        "--thing-flush-every: thing.flush-every=5 minutes, expected a duration such as 500ms, 30s, 5m,"
                                + " 26h or 7d",
                        "--thing-color: thing.color=green, expected one of dark-blue, red",
                        "TIDEBOARD_OTHER_SIZE: other.size=99999999999, expected a whole number"));
    }

    @Test
    void passesOnWhatTheRecordItselfRefuses() {
        assertThatThrownBy(() -> resolve(Map.of("port", "-1"), Map.of(), OptionFile.NONE))
                .isInstanceOf(OptionException.class)
                .hasMessage("thing options refused: port=-1 < 0 (set: port=-1 by --port)");
    }

    @Test
    void refusesLinesOfAFileThatAreNoSettings() {
        assertThatThrownBy(() -> file("port\n= 1\nport = 1\nport = 2\n"))
                .isInstanceOf(OptionException.class)
                .hasMessage(String.join(
                        "\n",
                        folder + "/o.properties:1: expected name = value",
                        folder + "/o.properties:2: expected name = value",
                        folder + "/o.properties:4: port is set again, first at " + folder + "/o.properties:3"));
    }

    @Test
    void insistsThatEachComponentIsAnOptionOrKept() {
        OptionGroup<Other> group = OptionGroup.of("other", new Other(1));

        assertThatThrownBy(group::options).hasMessage("component=size of other has neither option() nor keep()");
        assertThatThrownBy(() -> group.option("siez", "x")).hasMessageContaining("component=siez not among [size]");
    }

    @Test
    void documentsEachOptionOnALine() {
        assertThat(OptionReference.markdown(groups()))
                .contains("| `port` | `8080` | where it listens (a whole number) |\n")
                .contains("| `thing.count` | `one per processor` | how many (a whole number) |\n");
    }

    private OptionFile file(String text) throws IOException {
        return OptionFile.read(Files.writeString(folder.resolve("o.properties"), text));
    }

    private static Settings resolve(Map<String, String> flags, Map<String, String> environment, OptionFile file) {
        return Settings.resolve(groups(), flags, environment, file);
    }

    private static List<OptionGroup<?>> groups() {
        OptionGroup<Thing> thing = OptionGroup.of("thing", DEFAULTS)
                .named("port", "port", "where it listens")
                .computed("count", "how many", "one per processor")
                .keep("kept");
        for (String component : List.of("share", "on", "text", "path", "address", "flushEvery", "words", "color")) {
            thing.option(component, "what " + component + " means");
        }
        return List.of(thing, OptionGroup.of("other", new Other(1)).option("size", "how large"));
    }
}
