package aether.bench.trade;

import aether.arbiter.FeedHandler;
import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.BookListeners;
import aether.book.BookPublication;
import aether.book.InstrumentBook;
import aether.channel.AcceptedPacketRing;
import aether.channel.ChannelPipeline;
import aether.feed.AcceptedPacketHandler;
import aether.gateway.GatewayContext;
import aether.gateway.GatewayObserver;
import aether.gateway.InputJournal;
import aether.gateway.OrderGateway;
import aether.gateway.OrderInput;
import aether.gateway.strategy.TickTaker;
import aether.gateway.warmup.AnsweringVenue;
import aether.journal.JournalContext;
import aether.journal.JournalTap;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.replay.JournalingHandler;
import aether.replay.StateHash;
import aether.session.BenchSession;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The appliance's path from frame to order, wired as in production but for the two ends: frames come from memory, and orders go
 * to {@link AnsweringVenue}. A stamp is taken when the order's bytes are handed out.
 */
final class TickPath implements BookListener, InputJournal, GatewayObserver, AutoCloseable {
    private static final int MAX_ORDERS = 20_000;
    private static final int MAX_INSTRUMENTS = 64;
    private static final int RING_LENGTH = 1 << 22;
    private static final int TAP_LENGTH = 1 << 26;
    private static final long DIGEST_EVERY = 1_024;
    private static final long HIGHEST_NS = 10_000_000_000L;

    /** What stands between the stages. */
    enum Layout {
        /** Plain calls on one thread, nothing recorded. */
        FUSED,
        /** Plain calls on one thread; packets and inputs go into the journal's tap, which another thread empties. */
        JOURNALED,
        /** One thread receives and arbitrates, the next decodes, builds books and trades; a ring between them. */
        PIPELINED
    }

    private final AnsweringVenue venue = new AnsweringVenue();
    private final AnsweringVenue.Client client;
    private final OrderGateway gateway;
    private final BookPublication publication;
    private final FeedHandler feed;
    private final AcceptedPacketRing ring;
    private final JournalTap tap;
    private final JournalWriter writer;
    private final AgentRunner journal;
    private final UnsafeBuffer none = new UnsafeBuffer(new byte[8]);
    private final Histogram fromSchedule = new Histogram(HIGHEST_NS, 3);
    private final Histogram fromTaken = new Histogram(HIGHEST_NS, 3);
    private final Histogram fromBook = new Histogram(HIGHEST_NS, 3);
    private long bookNs;
    private long sentNs;
    private boolean isOrder;

    TickPath(final Layout layout, final Path directory) {
        final GatewayContext context =
                new GatewayContext(TradePath.session(), TradePath.limits(), Map.of(), 1024, MAX_INSTRUMENTS);
        gateway = new OrderGateway(context, new TickTaker(), this, venue, this);
        client = gateway::input;
        publication = BookPublication.create(directory.resolve(layout + ".books"), MAX_INSTRUMENTS, 10);
        final StateHash hash = new StateHash();
        final ChannelPipeline pipeline =
                BenchSession.pipeline(MAX_INSTRUMENTS, MAX_ORDERS, new BookListeners(this, gateway, publication, hash));
        if (layout == Layout.JOURNALED) {
            writer = JournalWriter.create(new JournalContext()
                    .directory(directory.resolve("journal"))
                    .tapLength(TAP_LENGTH)
                    .conclude());
            tap = writer.tap();
            journal = new AgentRunner(new BackoffIdleStrategy(), Throwable::printStackTrace, null, writer);
            AgentRunner.startOnThread(journal);
        } else {
            writer = null;
            tap = null;
            journal = null;
        }
        final AcceptedPacketHandler channel =
                tap == null ? pipeline.channel() : new JournalingHandler(tap, pipeline.channel(), hash, DIGEST_EVERY);
        ring = layout == Layout.PIPELINED ? new AcceptedPacketRing(RING_LENGTH, channel) : null;
        feed = BenchSession.feed(pipeline, TickFrames.LINE_A, ring == null ? channel : ring);
        gateway.start(context.limits(), TradePath.START_NS);
        gateway.input(OrderInput.CONNECTED, TradePath.START_NS, none, 0, 0);
        venue.answer(client, TradePath.START_NS);
    }

    /** A frame, on the receiving thread. */
    void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        feed.onFrame(frame, length, rxTimeNs);
    }

    /** On the trading thread of the pipelined layout: one packet, if there is one. */
    int poll() {
        return ring.poll(1);
    }

    /**
     * On the trading thread, behind each packet: notes what became of it, and lets the venue answer.
     *
     * @param dueNs when the frame should have come
     * @param takenNs when it was taken up, or the same
     */
    void settle(final long dueNs, final long takenNs, final long rxTimeNs) {
        if (isOrder) {
            isOrder = false;
            fromSchedule.recordValue(Math.clamp(sentNs - dueNs, 0, HIGHEST_NS));
            fromBook.recordValue(Math.clamp(sentNs - bookNs, 0, HIGHEST_NS));
            fromTaken.recordValue(Math.clamp(sentNs - takenNs, 0, HIGHEST_NS));
            venue.answer(client, rxTimeNs);
        }
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        bookNs = System.nanoTime();
    }

    @Override
    public void onSent(final long inputTimeNs) {
        sentNs = System.nanoTime();
        isOrder = true;
    }

    @Override
    public boolean record(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        return tap == null || tap.offer(RecordType.ORDER_INPUT, input.number(), timeNs, buffer, offset, length);
    }

    @Override
    public boolean checkpoint(final long timeNs, final DirectBuffer buffer, final int length) {
        return true;
    }

    @Override
    public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {
        // The benchmark is not replayed.
    }

    /** What ran before the code was compiled does not count. */
    void forget() {
        isOrder = false;
        fromSchedule.reset();
        fromTaken.reset();
        fromBook.reset();
    }

    Histogram fromSchedule() {
        return fromSchedule;
    }

    /** From the first word of the changed book to the order. */
    Histogram fromBook() {
        return fromBook;
    }

    Histogram fromTaken() {
        return fromTaken;
    }

    long orders() {
        return venue.orders();
    }

    long refused() {
        return gateway.refusals().sum();
    }

    /** Of all orders, positions and bytes sent. */
    long hash() {
        return gateway.core().hash();
    }

    /** Packets that a full ring or a full tap lost. */
    long lost() {
        return (ring == null ? 0 : ring.lost()) + (tap == null ? 0 : tap.dropped());
    }

    @Override
    public void close() {
        if (journal != null) {
            journal.close();
            writer.close();
        }
        publication.close();
    }
}
