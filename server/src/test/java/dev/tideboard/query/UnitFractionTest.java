package dev.tideboard.query;

import static dev.tideboard.query.Units.power;
import static dev.tideboard.query.Units.product;
import static dev.tideboard.query.Units.quotient;
import static dev.tideboard.query.Units.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideboard.data.Unit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The algebra of units. */
class UnitFractionTest {
    private static final List<String> FACTORS =
            List.of("MW", "MWh", "kW", "h", "h²", "t", "$", "m", "m²", "m^3", "s⁻¹", "MWh²", "°C", "%", "A", "ha", "1");

    private static Unit unit(String symbol) {
        return new Unit(symbol);
    }

    @ParameterizedTest
    @CsvSource({
        "MW,h,MWh,MW/h",
        "MWh,h,MWh·h,MW",
        "h,kW,kWh,h/kW",
        "t/MWh,MW,t/h,t/MWh/MW",
        "$/MWh,MWh,$,$/MWh²",
        "MWh,MW,MWh·MW,h",
        "A,h,Ah,A/h",
        "ha,h,ha·h,ha/h",
        "m³,h,m³·h,m³/h",
        "m,m,m²,''",
        "m³,m,m⁴,m²",
        "m^2,m²,m⁴,''",
        "m/s^2,s,m/s,m/s³",
        "m·s⁻¹,s,m,m/s²",
        "kWh/m²/day,m²,kWh/day,kWh/m⁴/day",
        "€/(MW·h),MWh,€,€/MWh²",
        "kWh / m²,m^2,kWh,kWh/m⁴",
        "MWh,MWh,MWh²,''"
    })
    void followsProductsAndQuotients(String one, String other, String product, String quotient) {
        assertThat(product(unit(one), unit(other))).isEqualTo(unit(product));
        assertThat(quotient(unit(one), unit(other))).isEqualTo(unit(quotient));
    }

    @ParameterizedTest
    @CsvSource({
        "MW²,MW",
        "MW·MW,MW",
        "MWh²,MWh",
        "MW²·h,''",
        "t²/MW²,t/MW",
        "m^4,m²",
        "m³,''",
        "1/s²,1/s",
        "'',''",
        "x/(y/z),''"
    })
    void knowsTheRootsOfSquaresAlone(String square, String root) {
        assertThat(root(unit(square))).isEqualTo(unit(root));
    }

    @ParameterizedTest
    @CsvSource({"MWh,MW·h", "m²,m^2", "m²,m·m", "t·MW,MW·t", "t/MW/h,t/MWh", "t/MW·h,t/(MWh)", "m·s⁻¹,m/s", "MW*h,MWh"})
    void isTheSameInOtherSpellings(String one, String other) {
        assertThat(Units.clash(unit(one), unit(other))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"MW,MWh", "MW,kW", "MW,MW²", "m/s,s/m", "x/(y/z),x/y"})
    void differsWhereFactorsDo(String one, String other) {
        assertThat(Units.clash(unit(one), unit(other))).isTrue();
    }

    @Test
    void isNoneWhereItIsNotUnderstoodOrBeyondReason() {
        assertThat(product(unit("x/(y/z)"), unit("y"))).isEqualTo(Unit.NONE);
        assertThat(power(unit("m²"), 50)).isEqualTo(Unit.NONE);
        assertThat(power(unit("m"), Integer.MIN_VALUE)).isEqualTo(Unit.NONE);
        assertThat(product(unit("m⁹⁹"), unit("m"))).isEqualTo(Unit.NONE);
    }

    @Test
    void keepsItsSpellingBesideANumberWithoutOne() {
        for (String symbol : List.of("x/(y/z)", "kWh / m²", "€/(MW·h)", "MW^2", "10^6 m³")) {
            assertThat(product(unit(symbol), Unit.NONE)).isEqualTo(unit(symbol));
            assertThat(product(Unit.NONE, unit(symbol))).isEqualTo(unit(symbol));
            assertThat(quotient(unit(symbol), Unit.NONE)).isEqualTo(unit(symbol));
        }
    }

    @RepeatedTest(500)
    void keepsTheLawsOfAlgebra(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Unit a = random(random);
        Unit b = random(random);
        Unit c = random(random);
        assertSame(product(a, b), product(b, a));
        assertSame(product(product(a, b), c), product(a, product(b, c)));
        assertSame(quotient(product(a, b), b), a);
        assertSame(product(quotient(a, b), b), a);
        assertSame(quotient(a, quotient(a, b)), b);
        assertSame(quotient(a, a), Unit.NONE);
        assertSame(root(product(a, a)), a);
        assertSame(root(power(a, 4)), power(a, 2));
        assertSame(power(product(a, b), 3), product(power(a, 3), power(b, 3)));
        assertSame(power(a, -1), quotient(Unit.NONE, a));
        assertSame(quotient(power(a, 3), power(a, 2)), a);
    }

    /** What is written is also read as what it was. */
    private static void assertSame(Unit one, Unit other) {
        UnitFraction expected = UnitFraction.of(other).orElseThrow();
        UnitFraction found = UnitFraction.of(one).orElseThrow();
        assertThat(found).isEqualTo(expected);
        assertThat(UnitFraction.of(found.unit())).contains(found);
    }

    private static Unit random(Random random) {
        StringBuilder symbol = new StringBuilder(factor(random));
        for (int more = random.nextInt(4); more > 0; more--) {
            symbol.append(random.nextBoolean() ? "·" : "/").append(factor(random));
        }
        return new Unit(symbol.toString());
    }

    private static String factor(Random random) {
        return FACTORS.get(random.nextInt(FACTORS.size()));
    }
}
