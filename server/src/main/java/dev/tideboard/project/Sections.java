package dev.tideboard.project;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sections of a project merged over its files; names are unique over all of them. One thread at a time. */
final class Sections {
    /** Words that a query could not tell from its own; any of them may still name a column. */
    private static final Set<String> RESERVED =
            Set.of(("all and any array as asc between by case cast column create cross current_date current_time"
                            + " current_timestamp default delete desc distinct drop else end except exists extract false"
                            + " fetch filter for from full grant group having hop in inner insert intersect interval into"
                            + " is join lateral left like limit merge natural not null offset on or order outer over"
                            + " partition primary qualify right row rows select session set some table then true"
                            + " tumble union unique unnest update using values when where window with")
                    .split(" "));

    private final Problems problems;
    private final Map<String, Map<String, Definition>> named = new LinkedHashMap<>();
    private boolean refusesPolled;

    Sections(Problems problems) {
        this.problems = problems;
    }

    /** Adds what one document of a file defines. */
    void add(Value.Entries document, YamlFile file, java.nio.file.Path folder) {
        document.entries().forEach((section, entry) -> {
            switch (entry.value()) {
                case Value.Entries things ->
                    things.entries()
                            .forEach((name, thing) -> add(
                                    section, new Definition(name, thing.key(), thing.value(), folder, file.text())));
                case Value.Scalar scalar ->
                    refusesPolled |= section.equals("polled") && scalar.text().equals("refuse");
                case Value.Items _, Value.Broken _ -> {} // reported where it was read
            }
        });
    }

    void add(String section, Definition definition) {
        Definition first = of(section).putIfAbsent(definition.name(), definition);
        if (first != null) {
            problems.add(
                    definition.position(),
                    Rule.DUPLICATE_NAME,
                    section + "." + definition.name() + " is defined again, first at " + first.position(),
                    "another name");
        }
    }

    /** Tables and views share one space of names, in which some words are taken. */
    void checkRelationNames() {
        for (String section : List.of("tables", "views")) {
            for (Definition definition : of(section).values()) {
                if (RESERVED.contains(definition.name())) {
                    problems.add(
                            definition.position(),
                            Rule.RESERVED_NAME,
                            section + "." + definition.name() + ": the name is a word of SQL",
                            "another name, for example " + definition.name() + "_rows");
                }
            }
        }
        for (Definition view : of("views").values()) {
            Definition table = of("tables").get(view.name());
            if (table != null) {
                problems.add(
                        view.position(),
                        Rule.DUPLICATE_NAME,
                        "views." + view.name() + " has the name of the table at " + table.position(),
                        "another name");
            }
        }
    }

    private Map<String, Definition> of(String section) {
        return named.computeIfAbsent(section, key -> new LinkedHashMap<>());
    }

    Collection<Definition> tables() {
        return of("tables").values();
    }

    Collection<Definition> sources() {
        return of("sources").values();
    }

    Map<String, Definition> views() {
        return of("views");
    }

    Collection<Definition> boards() {
        return of("boards").values();
    }

    /** Whether one of the files forbids polled views. */
    boolean refusesPolled() {
        return refusesPolled;
    }
}
