package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.arbiter.ArbiterContext;
import aether.arbiter.LineArbiter;
import aether.channel.Channel;
import aether.channel.ChannelContext;
import aether.channel.RecoveryFeeds;
import aether.feed.AcceptedPacket;
import aether.feed.AcceptedPacketHandler;
import aether.feed.MarketEvents;
import aether.feed.PacketKind;
import aether.feed.RecoveryPolicy;
import aether.feed.mdp3.Mdp3Decoder;
import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.mdp3.PacketBuilder;
import aether.feed.sbe.SbeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;

/** Lines → arbiter → decoder → books, and everything that came out as lines of text. Time is set by hand. */
public final class BookHarness implements BookListener {
    private static final SbeSchema SCHEMA = Mdp3Schema.load();
    private static final long PACKET_INTERVAL_NS = 1000;

    private final List<String> published = new ArrayList<>();
    private final BookBuilder books;
    private final LineArbiter arbiter;
    private final AcceptedPacketHandler channel;
    private long nowNs = PacketBuilder.SUNDAY_OPEN;

    public BookHarness(final BookContext context) {
        FinalState.MADE.get().add(this);
        books = new BookBuilder(context.conclude(), this);
        final Mdp3Framer framer = new Mdp3Framer(SCHEMA);
        channel = new Channel(
                new ChannelContext().conclude(),
                new Mdp3Decoder(SCHEMA),
                books,
                new RecoveryFeeds(framer, new Mdp3Decoder(SCHEMA), RecoveryPolicy.COUNTED_PASSES, books));
        arbiter = new LineArbiter(new ArbiterContext().conclude(), framer, channel);
    }

    /** Everything that the books hold. */
    long hash() {
        long hash = 0;
        for (int i = 0; i < books.instrumentCount(); i++) {
            hash = books.instrumentAt(i).hash(hash);
        }
        return hash;
    }

    /** Books that are empty at the start. */
    public static BookHarness empty() {
        return new BookHarness(new BookContext().start(BookContext.Start.EMPTY));
    }

    /** A channel that was joined in the middle, with both snapshot loops at hand. */
    public static BookHarness recovering() {
        return new BookHarness(new BookContext().recovery(true, true).verify(true));
    }

    /** Books that are empty at the start, with both snapshot loops at hand. */
    public static BookHarness emptyWithSnapshots() {
        return new BookHarness(new BookContext()
                .start(BookContext.Start.EMPTY)
                .recovery(true, true)
                .verify(true));
    }

    @Override
    public void onOrderBook(final InstrumentBook instrument, final BookEvent event) {
        published.add("orders " + instrument.securityId() + " event " + event.eventId()
                + (event.isComplete() ? "" : " incomplete"));
    }

    @Override
    public void onOrderState(final InstrumentBook instrument, final BookState before) {
        published.add("order-state " + instrument.securityId() + " " + instrument.orderState());
    }

    /** Ordinary trades are not of interest here; corrections and busts are. */
    @Override
    public void onTrade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int aggressorSide,
            final int action) {
        if (action != UpdateAction.NEW) {
            published.add((action == UpdateAction.DELETE ? "bust " : "correction ") + instrument.securityId() + " "
                    + price + " x " + size);
        }
    }

    @Override
    public void onTradeOrder(
            final InstrumentBook instrument,
            final long price,
            final long orderId,
            final long quantity,
            final boolean isAggressor) {
        published.add("trade-order " + instrument.securityId() + " " + orderId + " " + quantity
                + (isAggressor ? " aggressor" : ""));
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        published.add("book " + instrument.securityId() + " event " + event.eventId()
                + (event.isComplete() ? "" : " incomplete"));
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        published.add("state " + instrument.securityId() + " " + instrument.state());
    }

    /** Feeds packets to line A. */
    public BookHarness a(final PacketBuilder... packets) {
        return send(0, packets);
    }

    /** Feeds packets to line B. */
    public BookHarness b(final PacketBuilder... packets) {
        return send(1, packets);
    }

    /** Feeds packets of the loop of snapshots by price. */
    public BookHarness snapshots(final PacketBuilder... packets) {
        return recover(PacketKind.PRICE_SNAPSHOT, packets);
    }

    /** Feeds packets of the loop of snapshots by order. */
    public BookHarness orderSnapshots(final PacketBuilder... packets) {
        return recover(PacketKind.ORDER_SNAPSHOT, packets);
    }

    /** Feeds packets of the definition replay. */
    public BookHarness definitions(final PacketBuilder... packets) {
        return recover(PacketKind.DEFINITION, packets);
    }

    /** A packet that the replay service brings; true when it was still of use. */
    public boolean replayed(final PacketBuilder packet) {
        final UnsafeBuffer bytes = packet.toBuffer();
        nowNs += PACKET_INTERVAL_NS;
        return arbiter.onReplayed(bytes, 0, bytes.capacity(), nowNs);
    }

    private BookHarness recover(final PacketKind kind, final PacketBuilder... packets) {
        for (final PacketBuilder packet : packets) {
            final UnsafeBuffer bytes = packet.toBuffer();
            final long sequence = bytes.getInt(0, java.nio.ByteOrder.LITTLE_ENDIAN) & 0xFFFFFFFFL;
            channel.onPacket(new AcceptedPacket().of(2, kind, sequence, nowNs).wrap(bytes, 0, bytes.capacity()));
            nowNs += PACKET_INTERVAL_NS;
        }
        return this;
    }

    private BookHarness send(final int line, final PacketBuilder... packets) {
        for (final PacketBuilder packet : packets) {
            final UnsafeBuffer bytes = packet.toBuffer();
            arbiter.onPacket(line, bytes, 0, bytes.capacity(), nowNs);
            nowNs += PACKET_INTERVAL_NS;
        }
        return this;
    }

    /** Lets time pass. */
    public BookHarness pass(final long nanos) {
        nowNs += nanos;
        arbiter.onTime(nowNs);
        return this;
    }

    public BookBuilder books() {
        return books;
    }

    public MarketEvents events() {
        return books;
    }

    public InstrumentBook book(final int securityId) {
        return books.find(securityId);
    }

    public BookState state(final int securityId) {
        return book(securityId).state();
    }

    /** Orders of a side, best price first, in each price first in line first: OrderID x quantity. */
    public static String orders(final OrderSide side) {
        final StringBuilder text = new StringBuilder();
        for (int level = 0; level < side.levels(); level++) {
            text.append(text.isEmpty() ? "" : " ").append(side.price(level)).append(':');
            int order = side.firstOrder(level);
            while (order != OrderSide.NO_ORDER) {
                text.append(' ').append(side.orderId(order)).append('x').append(side.quantity(order));
                order = side.nextOrder(order);
            }
        }
        return text.toString();
    }

    public void assertBidOrders(final int securityId, final String orders) {
        assertEquals(orders, orders(book(securityId).orders().bid()));
    }

    public long count(final BookCounter counter) {
        return books.counters().get(counter);
    }

    public long count(final BookFault fault) {
        return books.faults().get(fault);
    }

    /** As {@link #published}, books by order left out. */
    public List<String> publishedByPrice() {
        return published().stream().filter(line -> !line.startsWith("order")).toList();
    }

    /** What was published since the last call. */
    public List<String> published() {
        final List<String> copy = List.copyOf(published);
        published.clear();
        return copy;
    }

    /** Prices of a side, best first, {@code ?} for an unknown row. */
    public static String prices(final BookSide side) {
        return NaiveBooks.rowsOf(side).stream()
                .map(row -> row == null ? "?" : Long.toString(row.price()))
                .collect(Collectors.joining(" "));
    }

    public void assertBid(final int securityId, final String prices) {
        assertEquals(prices, prices(book(securityId).book().bid()));
    }

    public void assertOffer(final int securityId, final String prices) {
        assertEquals(prices, prices(book(securityId).book().offer()));
    }
}
