package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanKeysTest {
    private static final String LATEST =
            "(SELECT * FROM readings QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) = 1) r";

    private final Plans plans = new Plans();

    private List<String> key(String sql) {
        return plans.plan(sql).key();
    }

    @Test
    void ofTablePassesFilterAndProjection() {
        assertThat(key("SELECT at AS time, facility, power * 2 AS twice FROM readings WHERE power > 5"))
                .containsExactly("facility", "time");
        assertThat(key("SELECT facility, power FROM readings"))
                .as("without the time, rows of one facility look alike")
                .isEmpty();
    }

    @Test
    void ofGroupsAreTheirColumns() {
        assertThat(key("SELECT COUNT(*) AS n, fuel, region FROM facilities GROUP BY region, fuel"))
                .containsExactlyInAnyOrder("region", "fuel");
        assertThat(key("SELECT COUNT(*) AS n FROM facilities")).isEmpty();
        assertThat(key("SELECT COUNT(*) AS n, region FROM facilities GROUP BY region, fuel"))
                .isEmpty();
    }

    @Test
    void ofLatestRowIsThePartition() {
        assertThat(key("SELECT facility, power FROM " + LATEST)).containsExactly("facility");
        assertThat(key("SELECT facility, at FROM readings"
                        + " QUALIFY ROW_NUMBER() OVER (PARTITION BY facility ORDER BY at DESC) <= 2"))
                .as("two rows of each: the key of the table still holds")
                .containsExactly("facility", "at");
    }

    @Test
    void ofJoinToTheWholeKeyOfTheOtherSideIsThisSidesKey() {
        assertThat(key("SELECT r.facility, r.at, f.fuel FROM readings r LEFT JOIN facilities f ON f.code = r.facility"))
                .containsExactly("facility", "at");
        assertThat(key("SELECT r.facility, r.at, f.code FROM readings r JOIN facilities f ON f.fuel = r.facility"))
                .as("many facilities may have that fuel")
                .isEmpty();
    }

    @Test
    void takesColumnThatTheJoinEquates() {
        assertThat(key("SELECT f.code, r.power FROM " + LATEST + " JOIN facilities f ON f.code = r.facility"))
                .containsExactly("code");
        assertThat(key("SELECT f.code, r.power FROM " + LATEST + " LEFT JOIN facilities f ON f.code = r.facility"))
                .as("the code is null where there is no facility")
                .isEmpty();
    }

    @Test
    void thatIsAssertedMustFollow() {
        Planner planner =
                new Planner(List.of(new Relation("facilities", Plans.FACILITIES, List.of("code"))), new Dictionary());
        String sql = "SELECT region, code FROM facilities";

        assertThat(planner.plan(new ViewDefinition("v", sql, Map.of(), List.of("code", "region")))
                        .key())
                .containsExactly("code", "region");
        assertThatThrownBy(() -> planner.plan(new ViewDefinition("v", sql, Map.of(), List.of("region"))))
                .hasMessageContaining("does not follow from the SQL, so rows could repeat it; its key is [code]");
        assertThatThrownBy(() -> planner.plan(new ViewDefinition("v", sql, Map.of(), List.of("regio"))))
                .hasMessageContaining("key column regio is not selected; did you mean region?");
    }
}
