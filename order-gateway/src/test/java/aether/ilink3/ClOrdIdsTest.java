package aether.ilink3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ClOrdIdsTest {
    private final UnsafeBuffer field = new UnsafeBuffer(new byte[20]);

    @Test
    void shouldWriteSixteenHexadecimalDigits() {
        final SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            final long id = random.nextLong() >>> 1 + random.nextInt(60);
            ClOrdIds.write(id, field, 0);
            assertEquals(String.format("%016x", id), field.getStringWithoutLengthAscii(0, 16));
            assertEquals(id, ClOrdIds.read(field, 0));
        }
    }

    @Test
    void shouldNotTakeForeignTextForAnId() {
        field.putStringWithoutLengthAscii(0, "0123456789abcdeG");
        assertEquals(ClOrdIds.FOREIGN, ClOrdIds.read(field, 0));
        field.putStringWithoutLengthAscii(0, "ffffffffffffffff");
        assertEquals(ClOrdIds.FOREIGN, ClOrdIds.read(field, 0));
    }
}
