package aether.feed;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.arbiter.ArbiterContext;
import aether.arbiter.ChannelCounter;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineCounter;
import aether.arbiter.LineTable;
import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookCounter;
import aether.book.BookListener;
import aether.channel.Channel;
import aether.channel.ChannelContext;
import aether.feed.mdp3.Mdp3Decoder;
import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.mdp3.PacketBuilder;
import aether.feed.mdp3.PacketBuilder.Entry;
import aether.feed.sbe.SbeSchema;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** From frame to published book, with holes, duplicates, losses, late packets and damage on the way: not one byte allocated. */
class FeedAllocationTest {
    private static final int GROUP = 0xE0001F0B;
    private static final int WARM_UP = 60_000;
    private static final int MEASURED = 100_000;
    private static final int WINDOWS = 4;
    private static final int SEQUENCE_POSITION = UdpFrame.PLAIN_HEADER_LENGTH;
    private static final int RPT_SEQ_POSITION = SEQUENCE_POSITION + 12 + 10 + 11 + 3 + 16;

    private final SbeSchema schema = Mdp3Schema.load();
    private final BookBuilder books =
            new BookBuilder(new BookContext().start(BookContext.Start.NATURAL).conclude(), new BookListener() {});
    private final FeedHandler feed = new FeedHandler(
            new LineTable(2).set(0, new MulticastGroup(GROUP, 14_320)).set(1, new MulticastGroup(GROUP + 1, 14_320)),
            new LineArbiter(
                    new ArbiterContext().compareTwins(true).conclude(),
                    new Mdp3Framer(schema),
                    new Channel(new ChannelContext().conclude(), new Mdp3Decoder(schema), books)));
    private final UnsafeBuffer[] lines = {frame(GROUP), frame(GROUP + 1)};
    private final int length = lines[0].capacity();
    private long nowNs = PacketBuilder.SUNDAY_OPEN;
    private int sequence;

    private static UnsafeBuffer frame(final int group) {
        final byte[] packet = packet(1)
                .book(END_OF_EVENT, new Entry(7, 1, 1, '0', 1, 100, 10, 1))
                .toBytes();
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[UdpFrame.PLAIN_HEADER_LENGTH + packet.length]);
        UdpFrameWriter.writeHeader(frame, 1, 1, group, 14_320);
        frame.putBytes(UdpFrame.PLAIN_HEADER_LENGTH, packet);
        UdpFrameWriter.writeLength(frame, packet.length);
        return frame;
    }

    @Test
    void shouldNotAllocate() {
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        play(WARM_UP);
        // The JVM itself may allocate on this thread, once, while it compiles; what the path allocates shows in every
        // window.
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            play(MEASURED);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least, "bytes allocated for " + MEASURED + " packets");
        assertTrue(books.counters().get(BookCounter.BOOK_ENTRIES) > MEASURED / 2);
        assertTrue(feed.arbiter().counters().get(ChannelCounter.GAPS) > 100);
        assertTrue(feed.arbiter().counters().get(ChannelCounter.LATE_PACKETS) > 100);
        assertTrue(feed.arbiter().line(0).get(LineCounter.MALFORMED) > 100);
    }

    private void play(final int packets) {
        for (int i = 0; i < packets; i++) {
            sequence++;
            nowNs += 2_000;
            switch (i % 500) {
                case 100 -> send(1, sequence);
                case 200 -> loseAndFindLate();
                case 300 -> sendDamaged();
                default -> {
                    send(0, sequence);
                    send(1, sequence);
                }
            }
        }
    }

    private void loseAndFindLate() {
        send(0, sequence + 1);
        send(1, sequence + 1);
        send(1, sequence);
        sequence++;
    }

    private void sendDamaged() {
        lines[0].putShort(SEQUENCE_POSITION + 12, (short) 5, ByteOrder.LITTLE_ENDIAN);
        send(0, sequence);
        lines[0].putShort(SEQUENCE_POSITION + 12, (short) (length - SEQUENCE_POSITION - 12), ByteOrder.LITTLE_ENDIAN);
        send(1, sequence);
    }

    private void send(final int line, final int number) {
        lines[line].putInt(SEQUENCE_POSITION, number, ByteOrder.LITTLE_ENDIAN);
        lines[line].putInt(RPT_SEQ_POSITION, number, ByteOrder.LITTLE_ENDIAN);
        feed.onFrame(lines[line], length, nowNs);
    }
}
