package aether.book;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.NOT_LAST;
import static aether.feed.mdp3.PacketBuilder.entry;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.channel.Channel;
import aether.channel.ChannelContext;
import aether.feed.AcceptedPacket;
import aether.feed.PacketKind;
import aether.feed.mdp3.Mdp3Decoder;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.mdp3.PacketBuilder;
import aether.reader.BookFile;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader that needs no Java, against the writer. Skipped, with the reason, where the machine has no Python 3. */
class PythonReaderTest {
    private static final Path MODULE = Path.of("../python").toAbsolutePath().normalize();
    private static final int X = 7;
    private static final int DEPTH = 5;
    private static final long PATIENCE_S = 60;

    @TempDir
    Path directory;

    private BookPublication publication;
    private Channel channel;

    @BeforeEach
    void open() {
        final String reason = "skipped: no python3 on the PATH";
        final boolean isThere = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, "python3")));
        if (!isThere) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(isThere, reason);
        publication = BookPublication.create(directory.resolve("1.books"), 10, DEPTH);
        final BookBuilder books =
                new BookBuilder(new BookContext().start(BookContext.Start.EMPTY).conclude(), publication);
        channel = new Channel(new ChannelContext().conclude(), new Mdp3Decoder(Mdp3Schema.load()), books);
        send(1, packet(1).definition('A', X, 10, 2, 0));
    }

    @AfterEach
    void close() {
        if (publication != null) {
            publication.close();
        }
    }

    private void send(final long sequence, final PacketBuilder packet) {
        final UnsafeBuffer bytes = packet.toBuffer();
        channel.onPacket(new AcceptedPacket()
                .of(0, PacketKind.IN_SEQUENCE, sequence, 1000 + sequence)
                .wrap(bytes, 0, bytes.capacity()));
    }

    private String python(final int exitCode, final String... words) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(List.of(words));
        final Process process = new ProcessBuilder(command)
                .directory(MODULE.toFile())
                .redirectErrorStream(true)
                .start();
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS));
        assertEquals(exitCode, process.exitValue(), said);
        return said;
    }

    private String file() {
        return publication.path().toString();
    }

    @Test
    void shouldSaySinceWhenItIsLive() throws IOException, InterruptedException {
        final String since = "import aether_books; print(aether_books.Books('" + file() + "').live_since)";
        assertEquals("0\n", python(0, "-c", since));
        publication.live(1_234);
        assertEquals("1234\n", python(0, "-c", since));
    }

    @Test
    void shouldReadWhatIsPublished() throws IOException, InterruptedException {
        send(
                2,
                packet(2)
                        .trade(NOT_LAST, X, 1, 99)
                        .book(
                                END_OF_EVENT,
                                entry(X, 2, 0, '0', 1, 100),
                                entry(X, 3, 0, '0', 2, 98),
                                entry(X, 4, 0, '1', 1, 101)));
        assertEquals(
                "{\"symbol\": \"XYZ\", \"securityId\": 7, \"state\": \"LIVE\", \"rptSeq\": 4, \"packet\": 2, \"time\": 1002, "
                        + "\"bids\": [[\"0.000000100\", 10, 1], [\"0.000000098\", 10, 1]], \"offers\": [[\"0.000000101\", 10, 1]]}",
                python(1, "aether_books.py", file(), "XYZ").lines().findFirst().orElseThrow());
        publication.alive(System.currentTimeMillis() * 1_000_000);
        assertEquals(1, python(0, "aether_books.py", file()).lines().count());
        assertEquals(
                "9.9E-8 5 buy True",
                python(
                                0,
                                "-c",
                                "import aether_books as a; b = a.Books('" + file()
                                        + "').read(7); print(b.trade_price, b.trade_size, b.trade_side, b.is_published)")
                        .strip());
        assertTrue(python(2, "aether_books.py", file(), "ABC").contains("no instrument 'ABC'"));
    }

    /** Half a book never shows: the offer is at each moment one above the bid. */
    @Test
    void shouldReadWholeBooksWhileTheyAreWritten() throws Exception {
        final Thread writer = new Thread(() -> {
            for (long sequence = 2; !Thread.currentThread().isInterrupted(); sequence++) {
                final int value = (int) (100 + sequence % 800);
                send(
                        sequence,
                        packet(sequence)
                                .book(
                                        END_OF_EVENT,
                                        entry(X, (int) (2 * sequence - 2), sequence == 2 ? 0 : 1, '0', 1, value),
                                        entry(X, (int) (2 * sequence - 1), sequence == 2 ? 0 : 1, '1', 1, value + 1)));
            }
        });
        writer.start();
        try {
            final String seen = python(0, "-c", """
                            import aether_books
                            from decimal import Decimal
                            seen = set()
                            with aether_books.Books('%s') as books:
                                for i in range(30000):
                                    book = books.read(7)
                                    if book and book.bids and book.offers:
                                        assert book.offers[0].price - book.bids[0].price == Decimal('1E-9'), book
                                        seen.add(book.packet)
                            print(len(seen))
                            """.formatted(file())).strip();
            assertTrue(Integer.parseInt(seen) > 100, seen + " different books seen");
        } finally {
            writer.interrupt();
            writer.join();
        }
    }

    @Test
    void shouldRefuseWhatIsNone() throws IOException, InterruptedException {
        final Path text = Files.writeString(directory.resolve("text"), "no books here");
        assertTrue(python(2, "aether_books.py", text.toString()).contains("no published books"));
        try (FileChannel channelOf =
                        FileChannel.open(publication.path(), StandardOpenOption.WRITE, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            channelOf
                    .map(FileChannel.MapMode.READ_WRITE, 0, BookFile.HEADER_LENGTH, arena)
                    .set(BookFile.LONG, BookFile.VERSION_OFFSET, 1);
        }
        assertTrue(python(2, "aether_books.py", file()).contains("no published books of version 3"));
        assertTrue(python(2, "aether_books.py", "nowhere.books").contains("No such file"));
    }
}
