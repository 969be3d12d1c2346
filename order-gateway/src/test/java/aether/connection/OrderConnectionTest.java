package aether.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.ilink3.SessionEnd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that does not come about: it is tried again, less and less often, and then given up; nothing is thrown. */
class OrderConnectionTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MOST_POLLS = 100_000;

    private static int pollUntilGivenUp(final OrderConnection connection) {
        int polls = 0;
        for (long nowNs = 0; !connection.isGivenUp() && polls < MOST_POLLS; nowNs += SECOND_NS / 10) {
            connection.poll(nowNs);
            polls++;
            Thread.onSpinWait();
        }
        return polls;
    }

    @Test
    void shouldGiveUpAHostThatNobodyKnows() {
        final OrderConnection connection =
                new OrderConnection(InetSocketAddress.createUnresolved("no.such.host.invalid", 9), null, null, true);
        connection.poll(0);
        assertEquals(1, connection.reconnects());
        connection.poll(1);
        assertEquals(1, connection.reconnects(), "not at once");
        assertFalse(connection.isOutOfReach());
        assertTrue(pollUntilGivenUp(connection) < MOST_POLLS);
        assertFalse(connection.isConnected());
        assertTrue(connection.isOutOfReach());
    }

    /** Another machine would hear the same: only what could not be reached is worth another's try. */
    @Test
    void shouldTellWhatWasRefusedFromWhatIsOutOfReach() {
        final OrderConnection connection =
                new OrderConnection(InetSocketAddress.createUnresolved("no.such.host.invalid", 9), null, null, true);
        connection.ended(SessionEnd.KEEP_ALIVE_LAPSED);
        assertFalse(connection.isGivenUp());
        Stream.of(SessionEnd.values())
                .filter(end -> end.next() != SessionEnd.Next.RETRY)
                .forEach(connection::ended);
        assertTrue(connection.isGivenUp());
        assertFalse(connection.isOutOfReach());
    }

    @Test
    @Timeout(60)
    void shouldGiveUpWhereNobodyListens() throws Exception {
        final int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        final OrderConnection connection =
                new OrderConnection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), null, null, true);
        assertTrue(pollUntilGivenUp(connection) < MOST_POLLS);
        assertFalse(connection.isConnected());
    }
}
