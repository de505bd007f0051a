package dev.tideboard.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideboard.data.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    private final Plans plans = new Plans();

    private String unit(String expression) {
        return plans.plan("SELECT " + expression + " AS x FROM readings")
                .schema()
                .column(0)
                .unit()
                .symbol();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "power + 1                             | MW",
                "SUM(power)                            | MW",
                "AVG(power)                            | MW",
                "COUNT(power)                          | ''",
                "ROUND(ABS(-power), 1)                 | MW",
                "COALESCE(power, 0)                    | MW",
                "CASE WHEN status = 0 THEN power END   | MW",
                "CASE status WHEN 0 THEN power ELSE emissions END | ''",
                "power / 12                            | MW",
                "power * emissions                     | MW·t",
                "emissions / power                     | t/MW",
                "emissions / power * power             | t",
                "SUM(power) / SUM(power)               | ''",
                "1 / power                             | 1/MW",
                "SQRT(power)                           | ''",
                "CAST(power AS INTEGER)                | MW",
                "CAST(power AS VARCHAR)                | ''",
            })
    void followThroughExpressions(String expression, String unit) {
        assertThat(unit(expression)).isEqualTo(unit);
    }

    @ParameterizedTest
    @CsvSource({
        "MW,h,MWh,MW/h",
        "MWh,h,MWh·h,MW",
        "h,kW,kWh,h/kW",
        "t/MWh,MW,t/h,t/MWh/MW",
        "$/MWh,MWh,$,$/MWh/MWh",
        "MWh,MW,MWh·MW,h",
        "A,h,Ah,A/h",
        "ha,h,ha·h,ha/h",
        "m³,h,m³·h,m³/h"
    })
    void ofPowerAndHoursAreThoseOfEnergy(String one, String other, String product, String quotient) {
        assertThat(Units.product(new Unit(one), new Unit(other))).isEqualTo(new Unit(product));
        assertThat(Units.quotient(new Unit(one), new Unit(other))).isEqualTo(new Unit(quotient));
    }

    @ParameterizedTest
    @ValueSource(strings = {"power + emissions", "power - emissions", "GREATEST(power, emissions)"})
    void thatDifferAreNotAdded(String expression) {
        assertThatThrownBy(() -> unit(expression))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("power in MW and emissions in t");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MAX(power) + SUM(emissions)            | MAX(power) in MW and SUM(emissions) in t",
                "SUM(power * 2) - AVG(emissions + 1)    | SUM(power * 2) in MW and AVG(emissions + 1) in t",
                "SUM(power / emissions) + SUM(power)    | SUM(power / emissions) in MW/t and SUM(power) in MW",
            })
    void ofWhatIsComputedAreNamedByWhatTheAuthorWrote(String expression, String names) {
        assertThatThrownBy(() -> unit(expression))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining(names);
    }

    @Test
    void thatDifferAreNotCompared() {
        assertThatThrownBy(() -> plans.plan("SELECT at FROM readings WHERE power > emissions"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("cannot compare power in MW and emissions in t");
    }
}
