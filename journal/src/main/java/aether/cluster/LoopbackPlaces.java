package aether.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Places on this machine for trials. A member does not listen on all of its ports before it knows who leads, so each call goes on behind the one before; and they lie
 * below those that the kernel gives to whoever asks for any.
 */
public final class LoopbackPlaces {
    private static final String HOST = "127.0.0.1";
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 32_000;
    private static final int SPREAD = 97;

    /** Processes that do this at the same time begin apart. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(LOWEST + (int) (ProcessHandle.current().pid() * SPREAD % (HIGHEST - LOWEST) / 2));

    private LoopbackPlaces() {}

    /**
     * So many, none of whose ports anybody has.
     *
     * @throws ClusterException when there are none
     */
    public static List<ClusterContext.Member> find(final int count) {
        final int length = count * ClusterContext.PORTS;
        for (int first = NEXT.getAndAdd(length); first + length <= HIGHEST; first = NEXT.getAndAdd(length)) {
            if (IntStream.range(first, first + length).allMatch(LoopbackPlaces::isFree)) {
                final int from = first;
                return IntStream.range(0, count)
                        .mapToObj(id -> new ClusterContext.Member(HOST, from + id * ClusterContext.PORTS))
                        .toList();
            }
        }
        throw new ClusterException(
                "no " + length + " UDP ports in a row are free on this machine, from " + LOWEST + " to " + HIGHEST);
    }

    private static boolean isFree(final int port) {
        try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (final IOException e) {
            return false;
        }
    }
}
