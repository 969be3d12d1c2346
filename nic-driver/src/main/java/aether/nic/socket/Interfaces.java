package aether.nic.socket;

import aether.nic.TransportException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.stream.Collectors;

/** Network interfaces by name, with an error that helps. */
public final class Interfaces {
    private Interfaces() {}

    /**
     * Finds one that is up and carries multicast.
     *
     * @throws TransportException saying what is wrong with it, or which there are
     */
    public static NetworkInterface byName(final String name) {
        try {
            final NetworkInterface found = NetworkInterface.getByName(name);
            if (found == null) {
                final String known = NetworkInterface.networkInterfaces()
                        .map(NetworkInterface::getName)
                        .sorted()
                        .collect(Collectors.joining(", "));
                throw new TransportException(
                        "no network interface '" + name + "' with an IPv4 address; this machine has: " + known);
            }
            if (!found.isUp()) {
                throw new TransportException("network interface '" + name + "' is down; bring it up first");
            }
            // The loopback interface does not claim to, and does.
            if (!found.supportsMulticast() && !found.isLoopback()) {
                throw new TransportException("network interface '" + name
                        + "' does not carry multicast; switch it on with 'ip link set " + name + " multicast on'");
            }
            return found;
        } catch (final SocketException e) {
            throw new TransportException("network interface '" + name + "' cannot be examined: " + e.getMessage(), e);
        }
    }
}
