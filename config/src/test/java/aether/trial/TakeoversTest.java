package aether.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.trial.Takeovers.Takeover;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TakeoversTest {
    @Test
    void shouldGiveTheLongestOfAShare() {
        final Takeovers takeovers = new Takeovers();
        assertEquals(0, takeovers.atMost(1));
        for (int i = 100; i >= 1; i--) {
            takeovers.add(new Takeover("killed", i, i % 10 == 0 ? 0.9 : 0.1));
        }
        assertEquals(50, takeovers.atMost(0.5));
        assertEquals(99, takeovers.atMost(0.99));
        assertEquals(100, takeovers.atMost(1));
        assertEquals(1, takeovers.atMost(0));
        assertEquals(10, takeovers.starved());
    }

    /** A machine that reads its own past again is no second witness; but it must have come to the same. */
    @Test
    void shouldCompareMachinesAndNotTheirSessions() {
        final List<String> differences = new ArrayList<>();
        final ComparedStates states = new ComparedStates(differences);
        states.add(0, 1_024, 5);
        states.add(0, 1_024, 5);
        assertEquals(0, states.count());
        states.add(1, 1_024, 5);
        states.add(2, 1_024, 5);
        states.add(2, 1_024, 5);
        assertEquals(2, states.count());
        assertEquals(List.of(), differences);
        states.add(0, 1_024, 6);
        assertEquals(List.of("machine 0: another state than before after 1024 inputs"), differences);
    }

    @Test
    void shouldKnowWhatIsLostAndWhatIsDoubled() {
        final SentOrders sent = new SentOrders(Set.of("a", "b", "c"), Set.of("c"));
        assertEquals(List.of(), sent.lost(List.of("a", "b")), "of c everybody knows that it never came there");
        assertEquals(List.of("b"), sent.lost(List.of("a")));
        assertEquals(List.of("a", "x"), sent.doubled(List.of("a", "b", "a", "x")));
    }
}
