package aether.bench;

import aether.arbiter.FeedHandler;
import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.feed.MarketMessage;
import aether.feed.mdp3.codec.MDEntryTypeBook;
import aether.feed.mdp3.codec.MDIncrementalRefreshOrderBook47Encoder;
import aether.feed.mdp3.codec.MDUpdateAction;
import aether.feed.mdp3.codec.MessageHeaderEncoder;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import aether.session.BenchSession;
import com.paritytrading.parity.book.Market;
import com.paritytrading.parity.book.MarketListener;
import com.paritytrading.parity.book.OrderBook;
import com.paritytrading.parity.book.Side;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** A book by order that the same {@link OrderStream} is played to. */
interface OrderContender {
    /** A fresh book, with nothing in it. */
    void reset();

    /** Plays the events of the stream from one index to another. */
    void play(int from, int to);

    /** Orders that rest: the same for all contenders, or one of them is wrong. */
    long liveOrders();

    /** Our books, called as the decoder calls them; each event ends, and is published. */
    final class Books implements OrderContender {
        private final OrderStream stream;
        private final BookContext context;
        private final MarketMessage message = new MarketMessage();
        private BookBuilder books;

        Books(final OrderStream stream) {
            this.stream = stream;
            context = BenchSession.orderBooks(stream.instruments(), stream.resting());
        }

        @Override
        public void reset() {
            books = new BookBuilder(context, new BookListener() {});
        }

        @Override
        public void play(final int from, final int to) {
            for (int i = from; i < to; i++) {
                message.packet(i + 1L, i, i);
                message.message(47, i, MarketMessage.END_OF_EVENT, -9);
                books.onMessageStart(message);
                books.onOrder(
                        stream.securityId(i),
                        stream.orderId(i),
                        stream.priority(i),
                        stream.price(i),
                        stream.quantity(i),
                        stream.type(i),
                        stream.action(i));
                books.onMessageEnd(message);
            }
        }

        @Override
        public long liveOrders() {
            return BenchSession.liveOrders(books);
        }
    }

    /** The whole path: a frame with one message of template 47 for each event, from Ethernet header to published book. */
    final class Wire implements OrderContender {
        private static final MulticastGroup LINE = new MulticastGroup(0xEFFF5001, 34_001);
        private static final int PACKET_HEADER = 12;
        private static final int SIZE_FIELD = 2;
        private static final long START_NS = 1_700_400_000_000_000_000L;

        private final OrderStream stream;
        private final ByteBuffer bytes;
        private final UnsafeBuffer frames;
        private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
        private final int frameLength;
        private BenchSession.OrderPath path;

        Wire(final OrderStream stream) {
            this.stream = stream;
            final UnsafeBuffer one = new UnsafeBuffer(new byte[512]);
            frameLength = encode(one, 0, 0);
            bytes = ByteBuffer.allocateDirect(Math.multiplyExact(frameLength, stream.length()));
            frames = new UnsafeBuffer(bytes);
            for (int i = 0; i < stream.length(); i++) {
                encode(frames, i * frameLength, i);
            }
        }

        private int encode(final UnsafeBuffer target, final int at, final int event) {
            final MessageHeaderEncoder header = new MessageHeaderEncoder();
            final MDIncrementalRefreshOrderBook47Encoder encoder = new MDIncrementalRefreshOrderBook47Encoder();
            final int payload = at + UdpFrame.PLAIN_HEADER_LENGTH;
            target.putInt(payload, event + 1, ByteOrder.LITTLE_ENDIAN);
            target.putLong(payload + 4, START_NS + event, ByteOrder.LITTLE_ENDIAN);
            encoder.wrapAndApplyHeader(target, payload + PACKET_HEADER + SIZE_FIELD, header);
            encoder.transactTime(START_NS).matchEventIndicator().clear().endOfEvent(true);
            final var entry = encoder.noMDEntriesCount(1).next();
            entry.orderID(stream.orderId(event)).mDOrderPriority(stream.priority(event));
            entry.mDEntryPx().mantissa(stream.price(event));
            entry.mDDisplayQty(stream.quantity(event))
                    .securityID(stream.securityId(event))
                    .mDUpdateAction(MDUpdateAction.get((short) stream.action(event)))
                    .mDEntryType(stream.type(event) == '0' ? MDEntryTypeBook.Bid : MDEntryTypeBook.Offer);
            final int end = encoder.limit();
            target.putShort(payload + PACKET_HEADER, (short) (end - payload - PACKET_HEADER), ByteOrder.LITTLE_ENDIAN);
            final UnsafeBuffer head = new UnsafeBuffer(target, at, end - at);
            UdpFrameWriter.writeHeader(head, 1, 1, LINE.address(), LINE.port());
            UdpFrameWriter.writeLength(head, end - payload);
            return end - at;
        }

        @Override
        public void reset() {
            path = BenchSession.orderPath(stream.instruments(), stream.resting(), LINE);
        }

        @Override
        public void play(final int from, final int to) {
            final FeedHandler feed = path.feed();
            for (int i = from; i < to; i++) {
                frame.wrap(frames, i * frameLength, frameLength);
                feed.onFrame(frame, frameLength, START_NS + i);
            }
        }

        @Override
        public long liveOrders() {
            return BenchSession.liveOrders(path.books());
        }
    }

    /** parity-book: levels by price and orders by id, without queues. */
    final class Parity implements OrderContender, MarketListener {
        private final OrderStream stream;
        private Market market;
        private long live;

        Parity(final OrderStream stream) {
            this.stream = stream;
        }

        @Override
        public void reset() {
            market = new Market(this);
            live = 0;
            for (int i = 0; i < stream.resting(); i++) {
                market.open(stream.securityId(i));
            }
        }

        @Override
        public void play(final int from, final int to) {
            for (int i = from; i < to; i++) {
                final long orderId = stream.orderId(i);
                switch (stream.action(i)) {
                    case OrderStream.NEW -> {
                        market.open(stream.securityId(i));
                        market.add(
                                stream.securityId(i),
                                orderId,
                                stream.type(i) == '0' ? Side.BUY : Side.SELL,
                                stream.price(i),
                                stream.quantity(i));
                        live++;
                    }
                    case OrderStream.CHANGE -> market.modify(orderId, stream.quantity(i));
                    default -> {
                        market.delete(orderId);
                        live--;
                    }
                }
            }
        }

        @Override
        public long liveOrders() {
            return live;
        }

        @Override
        public void update(final OrderBook book, final boolean bbo) {}

        @Override
        public void trade(final OrderBook book, final Side side, final long price, final long size) {}
    }
}
