package aether.nic.socket;

import aether.nic.Ipv4;
import java.util.List;

/**
 * One multicast feed as a socket sees it.
 *
 * @param networkInterface name of the local interface, such as {@code lo} or {@code eth1}
 * @param group IPv4 multicast group, 32 bits, first octet highest
 * @param port UDP port, 1 to 65535
 * @param sources the only senders to accept (source-specific join); empty for any
 */
public record MulticastEndpoint(String networkInterface, int group, int port, List<Integer> sources) {
    /** Checks the ranges. */
    public MulticastEndpoint {
        if (!Ipv4.isMulticast(group)) {
            throw new IllegalArgumentException(
                    Ipv4.format(group) + " is not a multicast group (224.0.0.0 to 239.255.255.255)");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 1 to 65535");
        }
    }

    /** One sender, or any when it is 0. */
    public MulticastEndpoint(final String networkInterface, final int group, final int port, final int source) {
        this(networkInterface, group, port, source == 0 ? List.of() : List.of(source));
    }

    @Override
    public String toString() {
        return Ipv4.format(group) + ":" + port + " on " + networkInterface;
    }
}
