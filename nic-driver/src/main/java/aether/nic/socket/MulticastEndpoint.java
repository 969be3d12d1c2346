package aether.nic.socket;

import aether.nic.Ipv4;

/**
 * One multicast feed as a socket sees it.
 *
 * @param networkInterface name of the local interface, such as {@code lo} or {@code eth1}
 * @param group IPv4 multicast group, 32 bits, first octet highest
 * @param port UDP port, 1 to 65535
 * @param source the only sender to accept (source-specific join), or 0 for any
 */
public record MulticastEndpoint(String networkInterface, int group, int port, int source) {
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

    @Override
    public String toString() {
        return Ipv4.format(group) + ":" + port + " on " + networkInterface;
    }
}
