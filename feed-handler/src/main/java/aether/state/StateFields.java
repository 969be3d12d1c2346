package aether.state;

import aether.nic.Counters;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The fields of a state, in a fixed order. Who holds a field hands it over and takes back what is returned: when state is written that is the
 * same, when it is read it is what was written. So a field is named once, and reading cannot disagree with writing:
 *
 * <pre>{@code
 * void state(final StateFields fields) {
 *     price = fields.number(price);
 *     isOpen = fields.flag(isOpen);
 * }
 * }</pre>
 *
 * What is kept in tables whose order depends on how they came about is handed over in a canonical order: two states that will do the same are
 * the same bytes. Fields that follow from others are made anew while {@link #isRead}.
 */
public interface StateFields {
    /** Whether fields are being read: what the holder has is void then. */
    boolean isRead();

    /** What follows belongs to this section, until the next one begins; {@code number} is on disk: never reuse one. */
    void section(int number);

    /** Any 64 bits. */
    long number(long value);

    /** Any 32 bits. */
    int whole(int value);

    boolean flag(boolean value);

    /**
     * How many of something follow.
     *
     * @param most that there is room for
     * @throws StateException on reading, when there were more
     */
    int count(int value, int most);

    /** The first {@code count} of an array, in place. */
    default void numbers(final long[] values, final int count) {
        numbers(values, 0, count);
    }

    /** So many of an array, in place. */
    default void numbers(final long[] values, final int from, final int count) {
        for (int i = from; i < from + count; i++) {
            values[i] = number(values[i]);
        }
    }

    /** As {@link #numbers}, of 32 bits each. */
    default void wholes(final int[] values, final int count) {
        for (int i = 0; i < count; i++) {
            values[i] = whole(values[i]);
        }
    }

    /** One of an enum's constants, by its place among {@code all} of them. */
    default <E extends Enum<E>> E constant(final E value, final E[] all) {
        return all[count(value.ordinal(), all.length - 1)];
    }

    /** Text of at most so many bytes in UTF-8. */
    default String text(final String value, final int most) {
        final byte[] written = value.getBytes(StandardCharsets.UTF_8);
        final byte[] bytes = Arrays.copyOf(written, count(written.length, most));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) number(bytes[i]);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** All counters of an owner. */
    default <E extends Enum<E>> void counters(final Counters<E> counters) {
        counters.snapshot().forEach((counter, value) -> counters.set(counter, number(value)));
    }
}
