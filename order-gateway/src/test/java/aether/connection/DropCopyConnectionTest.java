package aether.connection;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.order.Positions;
import aether.order.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A drop copy that cannot be reached: nothing is thrown on the feed's thread, and what is missing is told all the same. */
class DropCopyConnectionTest {
    private static final int ES = 5;
    private static final long PATIENCE_NS = 2_000_000_000L;
    private static final long STEP_NS = 500_000_000L;

    @Test
    void shouldGoOnComparingWithoutAHostThatAnybodyKnows() {
        final Positions own = new Positions(4);
        own.add(ES);
        own.fill(ES, Side.BUY, 100, 3);
        final List<String> breaks = new ArrayList<>();
        final DropCopyCheck check = new DropCopyCheck(
                own, PATIENCE_NS, (securityId, position, copied) -> breaks.add(position + ", copied " + copied));
        try (DropCopyConnection connection = new DropCopyConnection("no.such.host.invalid", 9, check)) {
            for (long nowNs = 0; nowNs < 20 * STEP_NS; nowNs += STEP_NS) {
                final long at = nowNs;
                assertDoesNotThrow(() -> connection.poll(at));
            }
        }
        assertEquals(List.of("3, copied 0"), breaks);
    }
}
