package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A text that is no view, with the place and the message that its author is to read. */
record Refusal(String sql, String message) {

    /** Each SQL with its refusal on the line behind. */
    static List<Refusal> read(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            refusals.add(new Refusal(lines.get(i), lines.get(i + 1)));
        }
        return refusals;
    }

    /** What planning {@code sql} with the parameters {@code region} and {@code least} ends with. */
    static Throwable of(String sql, Planner planner) {
        Map<String, ParameterType> parameters =
                Map.of("region", ParameterType.parse("text"), "least", ParameterType.parse("double"));
        return catchThrowable(() -> planner.plan(new ViewDefinition("v", sql, parameters, List.of())));
    }

    void check(Planner planner) {
        assertThat(of(sql, planner))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        e -> assertThat(e.line() + ":" + e.column() + " " + e.getMessage())
                                .isEqualTo(message));
    }
}
