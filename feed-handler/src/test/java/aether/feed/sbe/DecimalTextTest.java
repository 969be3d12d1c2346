package aether.feed.sbe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 11: exact decimal text. */
class DecimalTextTest {
    @ParameterizedTest
    @CsvSource({
        "75845000000,-7,7584.5",
        "0,-9,0",
        "0,0,0",
        "0,4,0",
        "5,0,5",
        "5,2,500",
        "-5,2,-500",
        "1,-9,0.000000001",
        "3906250,-9,0.00390625", // 1/256
        "-109503906250,-9,-109.50390625", // 109 and 129/256, negative
        "-1,-9,-0.000000001",
        "-10000000,-7,-1",
        "100,-2,1",
        "9223372036854775806,-9,9223372036.854775806",
        "-9223372036854775808,-9,-9223372036.854775808",
        "-9223372036854775808,-18,-9.223372036854775808",
        "9223372036854775807,-7,922337203685.4775807"
    })
    @DisplayName("Scenario 11: negative, zero, tiny and huge")
    void shouldWriteExactText(final long mantissa, final int exponent, final String text) {
        assertEquals(text, DecimalText.of(mantissa, exponent));
    }

    @Test
    void shouldEqualBigDecimal() {
        final long seed = 11;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            final long mantissa = random.nextLong() >> random.nextInt(64);
            final int exponent = random.nextInt(37) - 18;
            final BigDecimal exact = BigDecimal.valueOf(mantissa, -exponent);
            final String expected =
                    mantissa == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
            assertEquals(
                    expected, DecimalText.of(mantissa, exponent), "seed " + seed + ": " + mantissa + "e" + exponent);
        }
    }
}
