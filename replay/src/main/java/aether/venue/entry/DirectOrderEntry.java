package aether.venue.entry;

import aether.ilink3.SessionSignature;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** The venue's order entry without a network: frames go in and come out as bytes, and time is said. One client, one thread. */
public final class DirectOrderEntry {
    private final ClientSession session;
    private final OrderEntry orders;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);

    /**
     * Nobody is connected.
     *
     * @param secretKey of the client, base64url
     * @param context concluded; of its faults, those of connections mean nothing here
     */
    public DirectOrderEntry(final Matching matching, final String secretKey, final OrderEntryContext context) {
        session = new ClientSession(new SessionSignature(secretKey));
        orders = new OrderEntry(matching, session, context);
    }

    /** The client is there; what is said to it goes to {@code frames}, which takes the arrays over. */
    public void connected(final Consumer<byte[]> frames) {
        session.connected(frames);
    }

    /** The client is gone, in order: its orders stay. */
    public void disconnected() {
        session.disconnected();
    }

    /**
     * A frame of the client.
     *
     * @return false when its connection is to be closed
     */
    public boolean onFrame(final byte[] bytes, final long timeNs) {
        frame.wrap(bytes);
        return switch (session.onFrame(frame, 0, timeNs)) {
            case EXECUTE -> orders.onFrame(frame, 0, timeNs);
            case DONE -> true;
            case CLOSE -> false;
        };
    }

    /** Time passes; false when the client was silent for too long, and its connection is to be closed. */
    public boolean onTime(final long timeNs) {
        return session.onTime(timeNs) != ClientSession.Verdict.CLOSE;
    }

    /** A trade date ends: what rests is over. */
    public void endDay(final long timeNs) {
        orders.eliminateAll(timeNs);
    }

    /** The market moves: what comes of that happens at this time. */
    public void time(final long timeNs) {
        orders.time(timeNs);
    }

    /** What the venue has on record of the client. */
    public ClientAccount account() {
        return orders.account();
    }

    /** Orders that came. */
    public long orderCount() {
        return orders.orders().size();
    }

    /** Orders that rest. */
    public long openOrders() {
        return orders.openCount();
    }
}
