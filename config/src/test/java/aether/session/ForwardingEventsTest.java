package aether.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.feed.MarketEvents;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ForwardingEventsTest {
    /** A new event that somebody forgets to forward would be swallowed by every observer. */
    @Test
    void shouldForwardEveryEvent() {
        assertEquals(
                signatures(MarketEvents.class.getMethods()), signatures(ForwardingEvents.class.getDeclaredMethods()));
    }

    private static List<String> signatures(final Method... methods) {
        return Stream.of(methods)
                .filter(method -> method.getName().startsWith("on"))
                .map(ForwardingEventsTest::signature)
                .sorted()
                .toList();
    }

    private static String signature(final Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
