package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.feed.MarketEvents;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BookListenersTest {
    /** A new callback that somebody forgets to hand on would reach nobody. */
    @Test
    void shouldHandOnEveryCallback() {
        assertEquals(signatures(BookListener.class.getMethods()), signatures(BookListeners.class.getDeclaredMethods()));
    }

    /** Whoever is both, an observer of events and a listener of books, would be called by itself. */
    @Test
    void shouldShareNoSignatureWithTheEventsOfTheChannel() {
        final List<String> shared = new ArrayList<>(signatures(BookListener.class.getMethods()));
        shared.retainAll(signatures(MarketEvents.class.getMethods()));
        assertEquals(List.of(), shared);
    }

    private static List<String> signatures(final Method... methods) {
        return Stream.of(methods)
                .filter(method -> method.getName().startsWith("on"))
                .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .sorted()
                .toList();
    }
}
