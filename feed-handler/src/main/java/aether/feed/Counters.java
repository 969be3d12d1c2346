package aether.feed;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;

/**
 * The counters of one owner, one for each constant of an enum. Written by one thread without a fence, read by any thread,
 * and visible to other processes when the counters file behind the manager is mapped.
 *
 * @param <E> the counters; each constant's Javadoc says what it counts
 */
public final class Counters<E extends Enum<E>> {
    private final AtomicCounter[] counters;
    private final Class<E> type;

    /**
     * Allocates one counter for each constant.
     *
     * @param scope put in front of each label, such as {@code channel 320 line A}
     */
    public Counters(final CountersManager manager, final Class<E> type, final String scope) {
        this.type = type;
        final E[] constants = type.getEnumConstants();
        counters = new AtomicCounter[constants.length];
        for (final E constant : constants) {
            counters[constant.ordinal()] = manager.newCounter(scope + ' ' + label(constant));
        }
    }

    /** Adds one. */
    public void increment(final E counter) {
        counters[counter.ordinal()].incrementPlain();
    }

    /** Adds {@code amount}. */
    public void add(final E counter, final long amount) {
        counters[counter.ordinal()].getAndAddPlain(amount);
    }

    /** Sets a gauge. */
    public void set(final E counter, final long value) {
        counters[counter.ordinal()].setOpaque(value);
    }

    /** The value as this thread sees it; exact on the writing thread. */
    public long get(final E counter) {
        return counters[counter.ordinal()].getOpaque();
    }

    /** All counters by name, in order of declaration. */
    public Map<E, Long> snapshot() {
        final Map<E, Long> values = new EnumMap<>(type);
        for (final E constant : type.getEnumConstants()) {
            values.put(constant, get(constant));
        }
        return values;
    }

    /** A constant as it is shown: {@code FAR_JUMPS} becomes {@code far jumps}. */
    public static String label(final Enum<?> counter) {
        return counter.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
