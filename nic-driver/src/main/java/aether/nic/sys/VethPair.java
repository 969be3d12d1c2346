package aether.nic.sys;

import aether.nic.TransportException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.concurrent.locks.LockSupport;

/**
 * Two network namespaces and a virtual cable between them: a laboratory that needs no second machine, and of which nothing is left when
 * it is closed. Multicast of either side goes into the cable.
 */
public final class VethPair implements AutoCloseable {
    /** The interface of the sending side, and its address. */
    public static final String SENDER = "veth-tx";

    public static final String SENDER_ADDRESS = "10.9.0.1";
    /** The interface of the receiving side, and its address. */
    public static final String RECEIVER = "veth-rx";

    public static final String RECEIVER_ADDRESS = "10.9.0.2";

    private static final long MOST_WAIT_NS = 10_000_000_000L;
    private static final long POLL_NS = 1_000_000L;

    private final NetworkNamespace sender;
    private final NetworkNamespace receiver;

    private VethPair(final NetworkNamespace sender, final NetworkNamespace receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }

    /** Makes one, up at both ends. */
    public static VethPair create() {
        final VethPair pair = inNamespaces(NetworkNamespace.create());
        try {
            final String receiver = Integer.toString(pair.receiver.threadId());
            pair.sender.ip("link", "add", SENDER, "type", "veth", "peer", "name", RECEIVER, "netns", receiver);
            up(pair.sender, SENDER, SENDER_ADDRESS);
            up(pair.receiver, RECEIVER, RECEIVER_ADDRESS);
            awaitRunning(pair.sender, SENDER);
            awaitRunning(pair.receiver, RECEIVER);
            return pair;
        } catch (final RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    private static VethPair inNamespaces(final NetworkNamespace sender) {
        try {
            return new VethPair(sender, NetworkNamespace.create());
        } catch (final RuntimeException e) {
            sender.close();
            throw e;
        }
    }

    private static void up(final NetworkNamespace side, final String name, final String address) {
        // Without its own IPv6 addresses the cable is silent until somebody sends.
        side.ip("link", "set", name, "addrgenmode", "none");
        side.ip("addr", "add", address + "/24", "dev", name);
        side.ip("link", "set", name, "up");
        side.ip("route", "add", "224.0.0.0/4", "dev", name);
    }

    /** The kernel finds a moment later, on a thread of its own, that the cable has two ends. */
    private static void awaitRunning(final NetworkNamespace side, final String name) {
        final long deadlineNs = System.nanoTime() + MOST_WAIT_NS;
        while (!side.call(() -> isRunning(name))) {
            if (System.nanoTime() > deadlineNs) {
                throw new TransportException("the virtual cable's end " + name + " did not come up within 10 s");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private static boolean isRunning(final String name) {
        try {
            final NetworkInterface end = NetworkInterface.getByName(name);
            return end != null && end.isUp();
        } catch (final SocketException e) {
            throw new TransportException("the virtual cable's end " + name + " cannot be examined", e);
        }
    }

    public NetworkNamespace sender() {
        return sender;
    }

    public NetworkNamespace receiver() {
        return receiver;
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
