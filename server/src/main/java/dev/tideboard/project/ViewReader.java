package dev.tideboard.project;

import dev.tideboard.data.Schema;
import dev.tideboard.project.Value.Entries;
import dev.tideboard.project.Value.Scalar;
import dev.tideboard.project.ViewChecker.Planned;
import dev.tideboard.project.ViewChecker.Refused;
import dev.tideboard.project.ViewChecker.Unchecked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes {@link View}s of checked values and has their SQL planned. One thread at a time. */
final class ViewReader {
    private final boolean mayPoll;
    private final Problems problems;
    private final List<String> unchecked = new ArrayList<>();

    /** @param mayPoll whether the project allows polled views */
    ViewReader(boolean mayPoll, Problems problems) {
        this.mayPoll = mayPoll;
        this.problems = problems;
    }

    /** The views in the order of the project. */
    List<View> read(Map<String, Definition> definitions) {
        List<View> views = new ArrayList<>();
        for (Definition definition : definitions.values()) {
            sql(definition).ifPresent(sql -> views.add(view(definition, sql)));
        }
        return views;
    }

    private View view(Definition definition, SqlText sql) {
        Map<String, ParameterType> parameters = new LinkedHashMap<>();
        definition.entries().map("params").entries().forEach((name, entry) -> {
            if (entry.value() instanceof Scalar type) {
                boolean list = type.text().endsWith("[]");
                String element = list ? type.text().substring(0, type.text().length() - 2) : type.text();
                parameters.put(name, new ParameterType(TableReader.type(element), list));
                if (!sql.parameters().contains(name)) {
                    warnUnused(definition, name, entry.key());
                }
            }
        });
        List<String> key =
                definition.entries().scalars("key").stream().map(Scalar::text).toList();
        Duration every = definition.entries().scalars("every").stream()
                .findFirst()
                .map(said -> Durations.parse(said.text()))
                .orElse(Duration.ZERO);
        return new View(definition.name(), sql, parameters, key, new Polled(mayPoll, every), definition.position());
    }

    private void warnUnused(Definition definition, String parameter, Position at) {
        problems.warn(
                at,
                Rule.UNUSED,
                "views." + definition.name() + ".params." + parameter + ": the SQL never uses :" + parameter
                        + ", so that a filter of that name changes nothing",
                ":" + parameter + " in the SQL, or no such parameter");
    }

    private Optional<SqlText> sql(Definition definition) {
        Path beside = definition.folder().resolve("views").resolve(definition.name() + ".sql");
        Optional<Scalar> written = switch (definition.value()) {
            case Scalar scalar -> Optional.of(scalar);
            case Entries entries -> entries.scalars("sql").stream().findFirst();
            case Value.Items _, Value.Broken _ -> Optional.empty();
        };
        if (written.isPresent()) {
            return written(definition, written.get(), beside);
        }
        boolean broken = definition.value() instanceof Value.Broken
                || definition.entries().has("sql");
        if (broken) {
            return Optional.empty();
        }
        if (Files.isRegularFile(beside)) {
            return YamlFile.readText(beside, problems).map(text -> SqlText.ofFile(beside, text));
        }
        problems.add(
                definition.position(),
                Rule.MISSING_KEY,
                "views." + definition.name() + ": no SQL, and there is no file " + beside,
                "sql: beside it, or the file");
        return Optional.empty();
    }

    private Optional<SqlText> written(Definition definition, Scalar sql, Path beside) {
        if (!sql.text().strip().matches("\\S+\\.sql")) {
            if (Files.isRegularFile(beside)) {
                problems.add(
                        sql.at(),
                        Rule.CONFLICT,
                        "views." + definition.name() + ": the SQL stands here and in " + beside,
                        "one of the two");
            }
            return Optional.of(SqlText.ofScalar(sql, definition.source()));
        }
        Optional<Path> file =
                ProjectFolder.inside(definition.folder(), sql.text().strip(), sql.at(), problems);
        if (file.isPresent() && !Files.isRegularFile(file.get())) {
            problems.add(
                    sql.at(),
                    Rule.FILE,
                    "views." + definition.name() + ".sql: there is no file " + file.get(),
                    "SQL, or a .sql file in the project's folder");
            return Optional.empty();
        }
        return file.flatMap(found -> YamlFile.readText(found, problems).map(text -> SqlText.ofFile(found, text)));
    }

    /**
     * Plans every view after those it reads, and gives what is known of each.
     *
     * @param broken relations whose own errors are reported: what reads them is not planned, as it could only fail
     */
    Map<String, Relation> plan(List<View> views, ViewChecker checker, Set<String> broken) {
        Map<String, Relation> relations = new LinkedHashMap<>();
        ViewOrder order = ViewOrder.of(views, broken);
        Set<String> failed = new HashSet<>(broken);
        for (ViewOrder.Circle circle : order.circles()) {
            View first = circle.views().getFirst();
            problems.add(
                    first.position(),
                    Rule.SQL,
                    "views." + first.name() + " reads itself: " + circle.path(),
                    "views that do not read each other in a circle");
            circle.views().forEach(view -> failed.add(view.name()));
        }
        for (View view : order.sorted()) {
            boolean blocked =
                    failed.contains(view.name()) || order.inputs(view).stream().anyMatch(failed::contains);
            Optional<Schema> schema = blocked ? Optional.empty() : check(view, checker, failed);
            if (blocked && failed.add(view.name())) {
                unchecked.add(view.name());
            }
            relations.put(
                    view.name(),
                    new Relation(
                            view.name(),
                            schema.orElse(new Schema(List.of())),
                            view.parameters().keySet(),
                            schema.isPresent()));
        }
        return relations;
    }

    /** The views that {@link #plan} did not look at, since what they read is wrong. */
    List<String> unchecked() {
        return List.copyOf(unchecked);
    }

    private Optional<Schema> check(View view, ViewChecker checker, Set<String> failed) {
        return switch (checker.check(view)) {
            case Planned planned -> {
                checkKey(view, planned);
                checkPolled(view, planned);
                yield Optional.of(planned.schema());
            }
            case Refused refused -> {
                failed.add(view.name());
                for (ViewChecker.SqlFault fault : refused.faults()) {
                    problems.add(
                            view.sql().position(fault.line(), fault.column()),
                            Rule.SQL,
                            "views." + view.name() + ": " + fault.message());
                }
                yield Optional.empty();
            }
            case Unchecked _ -> Optional.empty();
        };
    }

    private void checkPolled(View view, Planned planned) {
        if (view.polled().isSaid() && !planned.polled()) {
            problems.add(
                    view.position(),
                    Rule.CONFLICT,
                    "views." + view.name() + " says every:, but its SQL is kept up to date row by row and never polled",
                    "no every:");
        }
    }

    private void checkKey(View view, Planned planned) {
        if (view.key().isEmpty() || new HashSet<>(view.key()).equals(new HashSet<>(planned.key()))) {
            return;
        }
        String actual = planned.key().isEmpty()
                ? "no key: its rows are numbered"
                : "the key " + String.join(", ", planned.key());
        problems.add(
                view.position(),
                Rule.KEY,
                "views." + view.name() + " asserts the key " + String.join(", ", view.key()) + ", but its SQL has "
                        + actual,
                planned.key().isEmpty()
                        ? "SQL with that key, or no key:"
                        : "key: [" + String.join(", ", planned.key()) + "]");
    }
}
