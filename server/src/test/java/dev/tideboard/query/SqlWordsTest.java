package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.ColumnSchema;
import dev.tideboard.data.ColumnType;
import dev.tideboard.data.Dictionary;
import dev.tideboard.data.Schema;
import dev.tideboard.engine.ViewPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A project may call a column what it likes. */
class SqlWordsTest {
    private static final String FREE = """
            at power value values time times timestamp date day hour minute second week month year quarter interval zone
            key position start begin group order by user role owner row rows range window limit offset fetch
            first last next left right inner full cross natural using table tables view column columns schema database
            count sum avg min max rank row_number filter over partition if floor ceil ceiling round
            abs sqrt exp ln mod upper lower trim substring char_length extract coalesce nullif greatest least type
            text int integer bigint double float decimal numeric real char character varchar boolean binary array map set
            multiset measure measures method methods system temperature current condition language level location name
            number percent period precision primary prior procedure result return scale section session size source
            state status statistics sql symbol tumble hop descriptor to unknown unique update upsert insert delete
            merge create drop alter grant check constraint default desc asc nulls do each element every
            external fold for foreign function get global grouping hold identity import indicator lateral like_regex
            local match matches member message meta minus module nth_value of old only open option out outer parameter
            path pattern per permute portion precedes preceding reads ref reset running same scroll search seek show
            similar skip specific static stream submultiset subset succeeds sum top trailing leading both translate
            trigger truncate uescape unnest unit value_of var_pop version versioning whenever width_bucket within without
            preceding following unbounded write xml json json_value object objects region fuel price demand emissions capacity facility
            """;

    private static final List<String> PLACES = List.of(
            "SELECT t.%s AS x FROM t",
            "SELECT %s FROM t",
            "SELECT other, %s FROM t",
            "SELECT other AS %s FROM t",
            "SELECT %s, COUNT(*) AS n FROM t GROUP BY %s",
            "SELECT t.%s, MAX(%s) AS n FROM t GROUP BY t.%s",
            "SELECT other FROM t WHERE %s > 5",
            "SELECT other FROM t WHERE t.%s > 5 AND 5 < %s",
            "SELECT other, %s + 1 AS x FROM t ORDER BY %s DESC LIMIT 1",
            "SELECT SUM(%s) OVER (PARTITION BY %s ORDER BY other DESC, t.%s ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS x FROM t",
            "SELECT MAX(%s) OVER (ORDER BY %s RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS x FROM t",
            "SELECT other FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY %s ORDER BY %s DESC) = 1");

    private static final String IN_CASE = "SELECT CASE WHEN %s > 1 THEN %s ELSE t.%s END AS x FROM t";

    static Stream<String> freeWords() {
        return Arrays.stream(FREE.strip().split("\\s+")).distinct();
    }

    static Stream<String> reservedWords() {
        return SqlWords.RESERVED.stream().sorted().map(word -> word.toLowerCase(Locale.ROOT));
    }

    private static ViewPlan plan(String word, String place) {
        Schema schema = Schema.of(ColumnSchema.of(word, ColumnType.INT), ColumnSchema.of("other", ColumnType.TEXT));
        Planner planner = new Planner(List.of(new Relation("t", schema, List.of())), new Dictionary());
        return planner.plan(ViewDefinition.of("v", place));
    }

    private static void allPlaces(String word, String spelling) {
        assertThat(PLACES)
                .allSatisfy(place -> assertThat(
                                plan(word, place.replace("%s", spelling)).inputs())
                        .containsExactly("t"));
    }

    @ParameterizedTest
    @MethodSource("freeWords")
    void aFreeWordIsWrittenAsItIs(String word) {
        allPlaces(word, word);
        assertThat(plan(word, IN_CASE.replace("%s", word)).inputs()).containsExactly("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"when", "then", "else", "end"})
    void aWordOfCaseNeedsQuotesOnlyInsideOfCase(String word) {
        allPlaces(word, word);
        assertThat(plan(word, IN_CASE.replace("%s", "\"" + word + "\"")).inputs())
                .containsExactly("t");
    }

    @ParameterizedTest
    @MethodSource("reservedWords")
    void aReservedWordIsWrittenInQuotesOrBehindADot(String word) {
        allPlaces(word, "\"" + word + "\"");
        assertThat(plan(word, "SELECT t." + word + " FROM t").schema().names()).containsExactly(word);
    }

    @Test
    void aReservedWordIsRefusedWithTheSpellingToUse() {
        assertThatThrownBy(() -> plan("from", "SELECT other FROM t WHERE from > 5"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("a column of this name is written \"from\", or behind a dot as in t.from");
    }
}
