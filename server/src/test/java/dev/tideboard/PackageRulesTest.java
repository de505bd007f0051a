package dev.tideboard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. The table is the one of docs/architecture.md. */
class PackageRulesTest {
    private static final String ROOT = "dev.tideboard.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tideboard");

    /** What each package may know of the product, itself and its subpackages' parents aside. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("csv", Set.of()),
            Map.entry("data", Set.of()),
            Map.entry("observe", Set.of()),
            Map.entry("options", Set.of("data", "observe")),
            Map.entry("engine", Set.of("data", "observe")),
            Map.entry("query", Set.of("data", "engine", "observe")),
            Map.entry("store", Set.of("data", "engine", "observe", "recording")),
            Map.entry("connect", Set.of("data", "engine", "observe")),
            Map.entry("serve", Set.of("data", "engine", "query", "observe")),
            Map.entry("project", Set.of("csv", "data")),
            Map.entry("recording", Set.of("csv", "data", "observe")),
            Map.entry("simulate", Set.of("data", "recording", "observe")),
            Map.entry("extract", Set.of("data", "recording", "observe")));

    @Test
    void everyPackageIsInTheTable() {
        Set<String> seen = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            String rest = type.getPackageName().substring("dev.tideboard".length());
            if (!rest.isEmpty()) {
                seen.add(rest.substring(1).split("\\.")[0]);
            }
        }
        seen.remove("cli");
        assertThat(seen).isEqualTo(new TreeSet<>(MAY_KNOW.keySet()));
        assertThat(CLASSES.size()).as("classes seen").isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "csv",
                "data",
                "observe",
                "options",
                "engine",
                "query",
                "store",
                "connect",
                "serve",
                "project",
                "recording",
                "simulate",
                "extract"
            })
    void aPackageKnowsOnlyWhatTheTableAllows(String name) {
        String[] allowed = java.util.stream.Stream.concat(
                        MAY_KNOW.getOrDefault(name, Set.of()).stream(), java.util.stream.Stream.of(name))
                .map(each -> ROOT + each + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(insideTheProductBut(allowed))
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycle() {
        slices().matching("dev.tideboard.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void wiresAndKindsDoNotSeeTheirSiblings() {
        slices().matching("dev.tideboard.serve.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
        slices().matching("dev.tideboard.connect.(*)..")
                .should()
                .notDependOnEachOther()
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.calcite..=query",
                "org.duckdb..=store",
                "com.hivemq..=connect.mqtt",
                "org.snakeyaml..=project",
                "picocli..=cli",
                "dev.failsafe..=extract"
            })
    void aLibraryStaysInItsPackage(String rule) {
        String[] parts = rule.split("=");
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + parts[1] + "..", "dev.tideboard")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(parts[0])
                .check(CLASSES);
    }

    @Test
    void vertxStaysInServeAndTheDoor() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "serve..", ROOT + "connect.mqtt..", ROOT + "cli..", "dev.tideboard")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> insideTheProductBut(String... allowed) {
        return DescribedPredicate.describe(
                "are outside " + Arrays.toString(allowed),
                type -> type.getPackageName().startsWith("dev.tideboard")
                        && Arrays.stream(allowed)
                                .noneMatch(each -> type.getPackageName().equals(each.substring(0, each.length() - 2))
                                        || type.getPackageName().startsWith(each.substring(0, each.length() - 1))));
    }
}
