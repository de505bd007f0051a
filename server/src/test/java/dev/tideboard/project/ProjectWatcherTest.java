package dev.tideboard.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real files; what is heard is a list of table names, or of the places of errors. */
@SuppressWarnings("NullAway.Init") // set before each test
class ProjectWatcherTest implements ReloadListener {
    @TempDir
    Path root;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Path folder = Path.of("");
    private ProjectWatcher watcher;

    @BeforeEach
    void start() throws IOException {
        folder = Files.createDirectory(root.resolve("project"));
        save("p.yaml", tables("first"));
        ProjectLoader loader = new ProjectLoader(List.of(folder), Environment.of(Map.of()), ViewChecker.Factory.NONE);
        Project project = ((ProjectLoader.Loaded) loader.load()).project();
        watcher = new ProjectWatcher(loader, project, Duration.ofMillis(20), this);
        watcher.start();
    }

    @AfterEach
    void stop() {
        watcher.close();
    }

    @Override
    public void reloaded(Project project) {
        heard.add(String.join(" ", project.tables().stream().map(Table::name).toList()) + " "
                + String.join(" ", project.views().stream().map(View::name).toList()));
    }

    @Override
    public void refused(List<Problem> problems) {
        heard.add("refused " + ProjectFolder.name(problems.getFirst().position().file()) + ":"
                + problems.getFirst().position().line());
    }

    @Test
    void handsOverTheProjectAfterASave() throws IOException {
        save("p.yaml", tables("second"));

        awaitHeard("second ");
    }

    @Test
    void reportsABadEditOnceAndHandsOverTheNextGoodOne() throws IOException {
        save("p.yaml", "tables: {second: {colums: {}}}");
        awaitHeard("refused p.yaml:1");
        save("p.yaml", tables("third"));

        awaitHeard("refused p.yaml:1", "third ");
    }

    @Test
    void saysSoWhenTheOldTextComesBackAfterABadEdit() throws IOException {
        save("p.yaml", "tables: [");
        awaitHeard("refused p.yaml:1");
        save("p.yaml", tables("first"));

        awaitHeard("refused p.yaml:1", "first ");
    }

    @Test
    void seesAFileThatAnEditorRenamesOverTheOldOne() throws IOException {
        save(".p.yaml.swp", tables("nonsense"));
        save("p.yaml~", tables("renamed"));
        Files.move(folder.resolve("p.yaml~"), folder.resolve("p.yaml"), StandardCopyOption.ATOMIC_MOVE);

        awaitHeard("renamed ");
    }

    @Test
    void seesAViewInAFolderMadeLater() throws IOException {
        Files.createDirectory(folder.resolve("views"));
        save("views/v.sql", "SELECT x FROM first");
        awaitHeard("first v");
        save("views/w.sql", "SELECT x FROM first");

        awaitHeard("first v", "first v w");
    }

    @Test
    void seesANewCsvFileAlthoughNoDefinitionChanged() throws IOException {
        save("p.yaml", "tables: {places: {csv: places.csv}}");
        awaitHeard("refused p.yaml:1");
        save("places.csv", "code\na\n");
        awaitHeard("refused p.yaml:1", "places ");
        save("places.csv", "code\na\nb\n");

        awaitHeard("refused p.yaml:1", "places ", "places ");
    }

    @Test
    void findsAFolderAgainThatWasAway() throws IOException {
        Files.delete(folder.resolve("p.yaml"));
        Files.delete(folder);
        await().until(() -> heard.contains("refused project:0"));
        Files.createDirectory(folder);
        save("p.yaml", tables("back"));

        await().untilAsserted(() -> assertThat(heard).endsWith("back "));
    }

    private void awaitHeard(String... expected) {
        await().untilAsserted(() -> assertThat(heard).containsExactly(expected));
    }

    private void save(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String tables(String name) {
        return "tables: {" + name + ": {columns: {x: text}, key: x}}";
    }
}
