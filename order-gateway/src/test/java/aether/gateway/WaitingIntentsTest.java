package aether.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.risk.RiskCheck;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What a strategy wants while nobody can attend to it, and what it is told of that afterwards. */
class WaitingIntentsTest {
    private final WaitingInputs waiting = new WaitingInputs();
    private final RefusedIntents refused = new RefusedIntents();
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[64]);
    private final List<String> seen = new ArrayList<>();

    private boolean want(final OrderInput intent, final long value) {
        bytes.putLong(0, value);
        return waiting.add(intent, bytes, Long.BYTES);
    }

    private void drain() {
        waiting.drain((input, buffer, offset, length) -> seen.add(input + " " + buffer.getLong(offset) + " " + length));
    }

    @Test
    void shouldHandOverInOrderAndOnce() {
        want(OrderInput.NEW_ORDER, 1);
        want(OrderInput.CANCEL, 2);
        drain();
        drain();
        assertEquals(List.of("NEW_ORDER 1 8", "CANCEL 2 8"), seen);
    }

    @Test
    void shouldHandOverWhatIsWantedMeanwhile() {
        want(OrderInput.NEW_ORDER, 1);
        waiting.drain((input, buffer, offset, length) -> {
            seen.add(input + " " + buffer.getLong(offset));
            if (seen.size() < 3) {
                want(OrderInput.REPLACE, seen.size());
            }
        });
        assertEquals(List.of("NEW_ORDER 1", "REPLACE 1", "REPLACE 2"), seen);
    }

    @Test
    void shouldCountWhatFindsNoRoom() {
        int taken = 0;
        while (want(OrderInput.NEW_ORDER, taken)) {
            taken++;
        }
        assertFalse(want(OrderInput.CANCEL, 9));
        assertEquals(2, waiting.refused());
        drain();
        assertEquals(taken, seen.size());
        assertEquals("NEW_ORDER " + (taken - 1) + " 8", seen.getLast());
        assertTrue(want(OrderInput.CANCEL, 9), "there is room again");
    }

    @Test
    void shouldTellRefusalsOnceAndThoseMadeMeanwhileTheNextTime() {
        refused.add(11, 7, RiskCheck.NO_ROOM);
        refused.add(12, 7, RiskCheck.NOT_RECORDED);
        final RefusedIntents.Handler handler = (clOrdId, tag, check) -> {
            seen.add(clOrdId + " " + tag + " " + check);
            if (clOrdId == 11) {
                refused.add(13, 8, RiskCheck.NO_ROOM);
                refused.tell((a, b, c) -> seen.add("told within a telling"));
            }
        };
        refused.tell(handler);
        assertEquals(List.of("11 7 NO_ROOM", "12 7 NOT_RECORDED"), seen);
        refused.tell(handler);
        refused.tell(handler);
        assertEquals(List.of("11 7 NO_ROOM", "12 7 NOT_RECORDED", "13 8 NO_ROOM"), seen);
    }

    @Test
    void shouldSayWhenTooManyWereRefused() {
        int kept = 0;
        while (refused.add(kept, 0, RiskCheck.NO_ROOM)) {
            kept++;
        }
        refused.tell((clOrdId, tag, check) -> seen.add("told"));
        assertEquals(kept, seen.size());
        assertTrue(refused.add(1, 0, RiskCheck.NO_ROOM));
    }
}
