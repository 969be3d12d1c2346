package aether.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.risk.RiskLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits as people write and read them. */
class RiskLimitsTest {
    @ParameterizedTest
    @CsvSource({
        "MAX_ORDER_VALUE, 100000.0, 100000000000000",
        "MAX_ORDER_VALUE, 1.0E5, 100000000000000",
        "MAX_ORDER_VALUE, 100_000.25, 100000250000000",
        "MAX_ORDER_VALUE, 100000000000000, 100000000000000",
        "MAX_LOSS, 0.000000001, 1",
        "MAX_POSITION, 60, 60",
        "MAX_REFERENCE_AGE, 100ms, 100000000",
    })
    void shouldTakeAPriceOrItsMantissa(final RiskLimit limit, final String text, final long value) {
        assertEquals(value, RiskLimits.value(limit, text));
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_ORDER_VALUE, 100000000000, '100 (100,000,000,000 x 10^-9)'",
        "MAX_LOSS, 250000000, '0.25 (250,000,000 x 10^-9)'",
        "MAX_POSITION, 1000, '1,000'",
        "MESSAGE_WINDOW, 3000000000, 3000ms",
    })
    void shouldShowAPriceWithItsMantissa(final RiskLimit limit, final long value, final String text) {
        assertEquals(text, RiskLimits.text(limit, value));
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_ORDER_VALUE, 0.0000000001, price times contracts with a decimal point",
        "MAX_ORDER_VALUE, 99999999999.0, 0 to 9223372036.854775807",
        "MAX_POSITION, 60.5, a whole number from 0 to 9223372036854775807",
        "MAX_POSITION, -1, a whole number from 0",
        "MAX_REFERENCE_AGE, 5, a time such as",
    })
    void shouldSayTheRange(final RiskLimit limit, final String text, final String message) {
        final ConfigException refused = assertThrows(ConfigException.class, () -> RiskLimits.value(limit, text));
        assertTrue(
                refused.getMessage().startsWith(RiskLimits.name(limit) + ": give ")
                        && refused.getMessage().contains(message),
                refused.getMessage());
    }

    @Test
    void shouldNameTheSettingInFull() {
        final ConfigException refused = assertThrows(ConfigException.class, () -> ConfigReader.parse("""
                channel: { lines: { A: { group: 239.1.1.1, port: 5000 } } }
                journal: { directory: j }
                orders:
                  host: localhost
                  port: 5001
                  secretFile: none
                  session: { session: AE1, firm: TEST, accessKey: KEY }
                  limits: { maxPosition: many }
                  strategy: { class: x }
                """, "site.yaml"));
        assertTrue(
                refused.getMessage().startsWith("site.yaml: orders.limits.maxPosition: give a whole number from 0"),
                refused.getMessage());
    }
}
