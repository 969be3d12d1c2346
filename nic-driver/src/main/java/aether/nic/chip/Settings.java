package aether.nic.chip;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;

/**
 * What a driver is told.
 *
 * @param frames in each direction, a power of two
 * @param multicast MAC addresses of groups that are wanted, 48 bits each, the first octet highest
 * @param clock stamps what is received
 */
public record Settings(int frames, List<Long> multicast, EpochNanoClock clock) {
    private static final long MULTICAST_PREFIX = 0x01005E_000000L;
    private static final int GROUP_BITS = 0x7F_FFFF;
    /** The group of all hosts, in which routers ask who wants what. */
    private static final int ALL_HOSTS = 0xE0000001;

    public Settings {
        multicast = List.copyOf(multicast);
        if (frames < 32 || frames > 4096 || Integer.bitCount(frames) != 1) {
            throw new IllegalArgumentException("a card has 32 to 4,096 frames, a power of two, not " + frames);
        }
    }

    /** The addresses of IPv4 groups, and of the group in which routers ask. Source: RFC 1112, 6.4. */
    public static List<Long> addresses(final Iterable<Integer> groups) {
        final List<Long> addresses = new ArrayList<>(List.of(address(ALL_HOSTS)));
        for (final int group : groups) {
            if (!addresses.contains(address(group))) {
                addresses.add(address(group));
            }
        }
        return addresses;
    }

    private static long address(final int group) {
        return MULTICAST_PREFIX | group & GROUP_BITS;
    }
}
