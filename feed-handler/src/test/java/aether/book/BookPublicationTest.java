package aether.book;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.NOT_LAST;
import static aether.feed.mdp3.PacketBuilder.entry;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.channel.Channel;
import aether.channel.ChannelContext;
import aether.feed.AcceptedPacket;
import aether.feed.PacketKind;
import aether.feed.mdp3.Mdp3Decoder;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.mdp3.PacketBuilder;
import aether.reader.BookReader;
import aether.reader.BookView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookPublicationTest {
    private static final int X = 7;

    @TempDir
    Path directory;

    private BookPublication publication;
    private BookReader reader;
    private Channel channel;
    private BookView view;

    private void open(final int slots) throws IOException {
        publication = BookPublication.create(directory.resolve("1.books"), slots, 5);
        final BookBuilder books =
                new BookBuilder(new BookContext().start(BookContext.Start.EMPTY).conclude(), publication);
        channel = new Channel(new ChannelContext().conclude(), new Mdp3Decoder(Mdp3Schema.load()), books);
        reader = BookReader.open(publication.path());
        view = reader.newView();
    }

    @AfterEach
    void close() {
        if (reader != null) {
            reader.close();
            publication.close();
        }
    }

    private void send(final long sequence, final PacketBuilder packet) {
        final UnsafeBuffer bytes = packet.toBuffer();
        channel.onPacket(new AcceptedPacket()
                .of(0, PacketKind.IN_SEQUENCE, sequence, 1000 + sequence)
                .wrap(bytes, 0, bytes.capacity()));
    }

    @Test
    void shouldSaySinceWhenItIsLive() throws IOException {
        open(10);
        assertEquals(0, reader.liveSinceNs());
        publication.live(1_234);
        assertEquals(1_234, reader.liveSinceNs());
    }

    @Test
    void shouldShowTheBookOfTheLastEventToReaders() throws IOException {
        open(10);
        send(1, packet(1).definition('A', X, 10, 2, 0));
        send(
                2,
                packet(2)
                        .trade(NOT_LAST, X, 1, 99)
                        .book(END_OF_EVENT, entry(X, 2, 0, '0', 1, 100), entry(X, 3, 0, '1', 1, 101)));
        assertEquals(1, reader.size());
        final int slot = reader.find("XYZ");
        assertEquals(slot, reader.find(X));
        assertTrue(reader.read(slot, view));
        assertEquals("XYZ", view.symbol());
        assertEquals("LIVE", view.state());
        assertEquals(2, view.packetSequence());
        assertEquals(1002, view.rxTimeNs());
        assertEquals(3, view.rptSeq());
        assertEquals(-9, view.priceExponent());
        assertTrue(view.hasBid(0));
        assertFalse(view.hasBid(1));
        assertEquals(100, view.bidPrice(0));
        assertEquals(10, view.bidSize(0));
        assertEquals(101, view.offerPrice(0));
        assertEquals(99, view.lastTradePrice());
        assertEquals(5, view.lastTradeSize());
        assertThrows(IndexOutOfBoundsException.class, () -> view.bidPrice(5));
    }

    @Test
    void shouldNotShowAnEventThatIsUnderWayAndShowAStaleBookAtOnce() throws IOException {
        open(10);
        send(1, packet(1).book(END_OF_EVENT, entry(X, 1, 0, '0', 1, 100)));
        send(2, packet(2).book(NOT_LAST, entry(X, 2, 0, '0', 1, 101)));
        assertTrue(reader.read(0, view));
        assertEquals(100, view.bidPrice(0));
        assertTrue(view.isLive());
        send(3, packet(3).book(NOT_LAST, entry(X, 9, 0, '0', 1, 101)));
        assertTrue(reader.read(0, view));
        assertEquals("STALE", view.state());
        assertFalse(view.isLive());
    }

    @Test
    void shouldLeaveOutBooksBeyondItsRoom() throws IOException {
        open(1);
        send(1, packet(1).book(END_OF_EVENT, entry(X, 1, 0, '0', 1, 100), entry(8, 1, 0, '0', 1, 200)));
        assertEquals(1, reader.size());
        assertEquals(BookReader.NOT_FOUND, reader.find(8));
    }

    @Test
    void shouldRefuseAFileThatIsNone() throws IOException {
        final Path file = Files.write(directory.resolve("x.books"), new byte[200]);
        assertThrows(IOException.class, () -> BookReader.open(file));
        assertThrows(IOException.class, () -> BookReader.open(directory.resolve("none")));
    }
}
