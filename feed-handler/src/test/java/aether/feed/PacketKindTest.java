package aether.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The numbers are in journals: whoever changes one makes those unreadable. */
class PacketKindTest {
    @Test
    void shouldKeepTheNumbersOnDisk() {
        assertEquals(
                "IN_SEQUENCE 0, LATE 1, SEQUENCE_RESET 2, PRICE_SNAPSHOT 3, ORDER_SNAPSHOT 4, DEFINITION 5",
                String.join(
                        ", ",
                        Arrays.stream(PacketKind.values())
                                .map(kind -> kind + " " + kind.number())
                                .toList()));
        for (final PacketKind kind : PacketKind.values()) {
            assertEquals(kind, PacketKind.of(kind.number()));
        }
        assertNull(PacketKind.of(6));
        assertNull(PacketKind.of(-1));
    }
}
