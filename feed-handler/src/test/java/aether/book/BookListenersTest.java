package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
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

    private static List<String> signatures(final Method... methods) {
        return Stream.of(methods)
                .filter(method -> method.getName().startsWith("on"))
                .map(method -> method.getName() + Arrays.toString(method.getParameterTypes()))
                .sorted()
                .toList();
    }
}
