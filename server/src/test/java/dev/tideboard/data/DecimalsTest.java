package dev.tideboard.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {

    @Test
    void agreeWithBigDecimalWhateverTheirDigits() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            long one = random.nextLong() >> (4 + random.nextInt(60));
            long other = random.nextLong() >> (4 + random.nextInt(60));
            int oneScale = random.nextInt(19);
            int otherScale = random.nextInt(19);
            BigDecimal a = BigDecimal.valueOf(one, oneScale);
            BigDecimal b = BigDecimal.valueOf(other, otherScale);

            assertThat(Integer.signum(Decimals.compare(one, oneScale, other, otherScale)))
                    .as("%s against %s", a, b)
                    .isEqualTo(a.compareTo(b));
            assertThat(Decimals.toDouble(one, oneScale)).as("%s", a).isEqualTo(a.doubleValue());
            assertThat(new BigDecimal(Decimals.text(one, oneScale))).isEqualTo(a);
        }
    }

    @Test
    void roundAsBigDecimalDoesOrFailBeyondTheirDigits() {
        Random random = new Random(12);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal value = BigDecimal.valueOf(random.nextLong() >> random.nextInt(60), random.nextInt(19));
            int scale = random.nextInt(19);
            BigDecimal right = value.setScale(scale, RoundingMode.HALF_UP);
            if (right.precision() > Decimals.DIGITS) {
                assertThatThrownBy(() -> Decimals.rounded(value, scale)).isInstanceOf(ArithmeticException.class);
            } else {
                assertThat(BigDecimal.valueOf(Decimals.rounded(value, scale), scale))
                        .isEqualTo(right);
            }
        }
    }

    @Test
    void haveAtMostEighteenDigits() {
        assertThat(Decimals.fits(999_999_999_999_999_999L)).isTrue();
        assertThat(Decimals.fits(-999_999_999_999_999_999L)).isTrue();
        assertThat(Decimals.fits(1_000_000_000_000_000_000L)).isFalse();
        assertThat(Decimals.fits(Long.MIN_VALUE)).isFalse();
        assertThatThrownBy(() -> Decimals.exact(new BigDecimal("0.001"), 2)).isInstanceOf(ArithmeticException.class);
        assertThat(Decimals.exact(new BigDecimal("0.100"), 2)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "decimal(18,2) | decimal(18,2)",
                "decimal(10, 2) | decimal(18,2)",
                "decimal(4,0) | decimal(18,0)",
                "date | date",
                "interval | interval"
            })
    void areSpelledAsInSql(String written, String spelling) {
        assertThat(ColumnType.spelled(written))
                .get()
                .extracting(ColumnType::spelling)
                .isEqualTo(spelling);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"decimal", "decimal(19,2)", "decimal(2)", "decimal(18,19)", "decimal(-1,2)", "Date", "varchar"})
    void areNotSpelledOtherwise(String written) {
        assertThat(ColumnType.spelled(written)).isEmpty();
    }
}
