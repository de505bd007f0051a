package dev.tideboard.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "1840.5,1840.5",
        "0,0",
        "-0.0083,-0.0083",
        "7420,7420",
        "0.05,0.05",
        "-1000,-1000",
        "15500,15500",
        "0.00001,1.0E-5",
        "33.333333333333336,33.333333333333336",
        "1e15,1.0E15"
    })
    void writesShortDecimals(double value, String expected) {
        assertThat(text(value)).isEqualTo(expected);
    }

    @Test
    void everyFiniteValueReadsBackAsItself() {
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            double value = i % 2 == 0 ? Recordings.value(random) : Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value) && value != 0) {
                assertThat(Double.parseDouble(text(value))).isEqualTo(value);
            }
        }
    }

    private static String text(double value) {
        StringBuilder out = new StringBuilder();
        Decimals.append(out, value);
        return out.toString();
    }
}
