package dev.tideboard.project;

import dev.tideboard.data.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Gathers everything wrong with a project while it is read, so that one run reports it all. One thread at a time. */
final class Problems {
    /** A file that is no project at all could otherwise produce a report longer than itself. */
    private static final int MOST = 1000;

    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void add(Position position, Rule rule, String finding) {
        add(position, rule, finding, "", "");
    }

    void add(Position position, Rule rule, String finding, String expected) {
        add(position, rule, finding, expected, "");
    }

    void add(Position position, Rule rule, String finding, String expected, String nearest) {
        if (found.size() < MOST) {
            found.add(new Problem(position, rule, finding, expected, nearest));
        }
    }

    /** Something that is allowed, but hardly meant. */
    void warn(Position position, Rule rule, String finding, String expected) {
        if (warnings.size() < MOST) {
            warnings.add(new Problem(position, rule, finding, expected, ""));
        }
    }

    /** A name that is not among {@code valid}: says which are, and which one was probably meant. */
    void unknown(Position position, Rule rule, String finding, String name, Collection<String> valid) {
        add(position, rule, finding, oneOf(valid), NearestName.to(name, valid).orElse(""));
    }

    static String oneOf(Collection<String> words) {
        if (words.isEmpty()) {
            return "none: there are none yet";
        }
        String all = words.stream().limit(20).collect(Collectors.joining(", "));
        return (words.size() == 1 ? "" : "one of ") + all + (words.size() > 20 ? ", …" : "");
    }

    void add(Problem problem) {
        add(problem.position(), problem.rule(), problem.found(), problem.expected(), problem.nearest());
    }

    boolean has(Rule rule) {
        return found.stream().anyMatch(problem -> problem.rule() == rule);
    }

    /** Whether anything is wrong at {@code path}, such as {@code tables.readings.columns}, or below it. */
    boolean isWrong(String path) {
        return found.stream()
                .map(Problem::found)
                .anyMatch(finding -> finding.startsWith(path + ".") || finding.startsWith(path + ":"));
    }

    /** Whether anything is wrong at {@code path}, whatever is below it. */
    boolean isWrongItself(String path) {
        return found.stream().map(Problem::found).anyMatch(finding -> finding.startsWith(path + ":"));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    int size() {
        return found.size();
    }

    /** All problems by file, line and column. */
    List<Problem> sorted() {
        return sorted(found);
    }

    /** All {@linkplain #warn warnings} by file, line and column. */
    List<Problem> warnings() {
        return sorted(warnings);
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream()
                .distinct()
                .sorted(java.util.Comparator.comparing(Problem::position))
                .toList();
    }
}
