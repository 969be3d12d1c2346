package aether.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.ilink3.SessionEnd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.spi.SelectorProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that does not come about: it is tried again, less and less often, and then given up; nothing is thrown. */
class OrderConnectionTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MOST_POLLS = 100_000;

    private static OrderConnection connection(final InetSocketAddress address) {
        return new OrderConnection(SelectorProvider.provider(), address, null, null, true);
    }

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
        final OrderConnection connection = connection(InetSocketAddress.createUnresolved("no.such.host.invalid", 9));
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
        final OrderConnection connection = connection(InetSocketAddress.createUnresolved("no.such.host.invalid", 9));
        connection.ended(SessionEnd.KEEP_ALIVE_LAPSED);
        assertFalse(connection.isGivenUp());
        Stream.of(SessionEnd.values())
                .filter(end -> end.next() != SessionEnd.Next.RETRY)
                .forEach(connection::ended);
        assertTrue(connection.isGivenUp());
        assertFalse(connection.isOutOfReach());
    }

    /** A machine whose clock is wrong leaves the session to another; alone, it tries on. */
    @Test
    void shouldLeaveTheSessionToAnotherWhenItsClockIsRefused() {
        final OrderConnection connection = connection(InetSocketAddress.createUnresolved("no.such.host.invalid", 9));
        connection.ended(SessionEnd.CLOCK_REFUSED);
        connection.ended(SessionEnd.CLOCK_REFUSED);
        assertFalse(connection.isOutOfReach());
        connection.established();
        connection.ended(SessionEnd.CLOCK_REFUSED);
        connection.ended(SessionEnd.CLOCK_REFUSED);
        assertFalse(connection.isOutOfReach());
        connection.ended(SessionEnd.CLOCK_REFUSED);
        assertTrue(connection.isOutOfReach());
        assertFalse(connection.isGivenUp());
        connection.hangUp();
        assertFalse(connection.isOutOfReach());
    }

    @Test
    @Timeout(60)
    void shouldGiveUpWhereNobodyListens() throws Exception {
        final int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        final OrderConnection connection = connection(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        assertTrue(pollUntilGivenUp(connection) < MOST_POLLS);
        assertFalse(connection.isConnected());
    }
}
