package aether.nic.socket;

import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import java.util.List;

/**
 * One multicast feed as a socket sees it.
 *
 * @param networkInterface name of the local interface, such as {@code lo} or {@code eth1}
 * @param group with a port of 1 to 65535
 * @param sources the only senders to accept (source-specific join); empty for any
 */
public record MulticastEndpoint(String networkInterface, MulticastGroup group, List<Integer> sources) {
    private static final int MOST_PORT = 65_535;

    /** Checks the ranges. */
    public MulticastEndpoint {
        if (!Ipv4.isMulticast(group.address())) {
            throw new IllegalArgumentException(
                    Ipv4.format(group.address()) + " is not a multicast group (224.0.0.0 to 239.255.255.255)");
        }
        if (group.port() < 1 || group.port() > MOST_PORT) {
            throw new IllegalArgumentException("port " + group.port() + " is not in 1 to 65535");
        }
    }

    /** Any sender. */
    public MulticastEndpoint(final String networkInterface, final MulticastGroup group) {
        this(networkInterface, group, List.of());
    }

    /** IPv4 address of the group, 32 bits, first octet highest. */
    public int address() {
        return group.address();
    }

    public int port() {
        return group.port();
    }

    @Override
    public String toString() {
        return group + " on " + networkInterface;
    }
}
