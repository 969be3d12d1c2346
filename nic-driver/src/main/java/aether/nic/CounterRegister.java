package aether.nic;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Where each owner registers its counters, when it is wired; others show them. Names are lower-case words: the
 * owner's first, then the counter's.
 */
public interface CounterRegister {
    /** A number that {@code value} knows; asked on another thread than the one that counts. */
    void add(String name, LongSupplier value);

    /** One for each constant, named by the owner and the constant. */
    default <E extends Enum<E>> void add(final String owner, final Counters<E> counters) {
        counters.snapshot().keySet().forEach(counter -> add(owner + " " + words(counter), () -> counters.get(counter)));
    }

    /** A constant's name as words: {@code LOST_PACKETS} is "lost packets". */
    static String words(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
