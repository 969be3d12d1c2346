package aether.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A short soak on every build; the long one is {@code aether bench soak}. */
class SoakTest {
    private static final long PACKETS = 180_000;

    @ParameterizedTest
    @CsvSource({"1,0.01", "2,0.05", "20261121,0.01"})
    void shouldNeverPublishAWrongBookAndRecoverAll(final long seed, final double loss) {
        final Soak soak = new Soak(new Soak.Plan(PACKETS, seed, 20, 5, loss));
        while (!soak.isDone()) {
            soak.run();
        }
        final String where = "seed " + seed;
        assertEquals(List.of(), soak.comparison().complaints(), where);
        assertEquals(List.of(), soak.failures(), where);
        assertTrue(soak.comparison().compared() > PACKETS / 2, where);
        assertTrue(soak.comparison().ordersCompared() > PACKETS / 2, where);
        assertTrue(soak.comparison().orderRecovery().getTotalCount() > 0, where);
    }
}
