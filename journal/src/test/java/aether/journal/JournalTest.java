package aether.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final long TIME = 1_475_012_773_473_571_343L;

    @TempDir
    Path base;

    @Test
    void shouldReadBackWhatWasOffered() {
        final Path directory = write(base.resolve("s"), "first", "second", "third");
        assertEquals(List.of("PACKET/7/first", "PACKET/7/second", "PACKET/7/third"), read(directory));
        final JournalReport report = JournalReport.of(directory);
        assertTrue(report.isSound());
        assertEquals(3, report.records());
        assertEquals(TIME, report.firstTimeNs());
        assertEquals(0, report.unwritten());
        assertFalse(report.endedInOrder());
    }

    @Test
    void shouldRefuseADirectoryThatHoldsASession() {
        final Path directory = write(base.resolve("s"), "first");
        final JournalException refused =
                assertThrows(JournalException.class, () -> JournalWriter.create(context(directory)));
        assertTrue(refused.getMessage().contains("not empty"), refused.getMessage());
    }

    @Test
    void shouldKeepWhatWasOfferedWhenTheWriterNeverCameToIt() {
        final Path directory = base.resolve("s");
        final JournalWriter writer = JournalWriter.create(context(directory));
        offer(writer, "written");
        writer.drain();
        offer(writer, "left in the tap");
        writer.close();

        assertTrue(JournalReport.of(directory).unwritten() > 0);
        assertEquals(1, JournalWriter.recover(context(directory)));
        assertEquals(List.of("PACKET/7/written", "PACKET/7/left in the tap"), read(directory));
        assertEquals(0, JournalReport.of(directory).unwritten());
    }

    @Test
    void shouldMarkWhatDidNotFit() {
        final Path directory = base.resolve("s");
        final JournalWriter writer = JournalWriter.create(context(directory).tapLength(64 * 1024));
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[4000]);
        int offered = 0;
        while (writer.tap().offer(RecordType.PACKET, 0, TIME, payload, 0, payload.capacity())) {
            offered++;
        }
        assertFalse(writer.tap().offer(RecordType.PACKET, 0, TIME, payload, 0, payload.capacity()));
        assertEquals(2, writer.tap().dropped());
        assertFalse(writer.tap().isHalted());
        writer.drain();
        offer(writer, "after");
        writer.drain();
        writer.close();

        final JournalReport report = JournalReport.of(directory);
        assertEquals(offered + 2, report.records());
        assertEquals(2, report.missing());
        assertTrue(report.isSound());
    }

    @Test
    void shouldHaltWhenThePolicySaysSo() {
        final JournalWriter writer = JournalWriter.create(
                context(base.resolve("s")).tapLength(64 * 1024).tapPolicy(TapPolicy.HALT));
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[4000]);
        while (writer.tap().offer(RecordType.PACKET, 0, TIME, payload, 0, payload.capacity())) {
            assertFalse(writer.tap().isHalted());
        }
        assertTrue(writer.tap().isHalted());
        writer.close();
    }

    @Test
    void shouldNoticeAFlippedBit() throws IOException {
        final Path directory = write(base.resolve("s"), "first", "the record that rots", "third");
        final Path file = JournalQueue.files(directory).getFirst();
        final byte[] content = Files.readAllBytes(file);
        final int at = indexOf(content, "the record that rots");
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(at + 4);
            raw.write(content[at + 4] ^ 1);
        }
        assertEquals(List.of("PACKET/7/first"), read(directory));
        final JournalReport report = JournalReport.of(directory);
        assertNotNull(report.damage());
        assertTrue(report.damage().contains("after record 1"), report.damage());
        assertThrows(JournalException.class, () -> JournalWriter.recover(context(directory)));
    }

    /** The process dies between opening a document and finishing it. */
    @Test
    void shouldCutATornTailAtTheLastWholeRecord() {
        final Path directory = write(base.resolve("s"), "whole");
        final ChronicleQueue queue = JournalQueue.openForWriting(
                context(directory), new RollClock(TradeDates.CHICAGO, System::currentTimeMillis));
        final DocumentContext torn = queue.createAppender().writingDocument();
        torn.wire().bytes().write("half a rec".getBytes(StandardCharsets.US_ASCII));
        assertEquals(List.of("PACKET/7/whole"), read(directory));
        torn.rollbackOnClose();
        torn.close();
        queue.close();
        assertNull(JournalReport.of(directory).damage());
        assertEquals(0, JournalWriter.recover(context(directory)));
    }

    @Test
    void shouldSayWhatIsWrongWithADirectory() throws IOException {
        final Path file = Files.writeString(base.resolve("text.txt"), "hello");
        for (final Path bad : List.of(base.resolve("missing"), base, file)) {
            final JournalException refused = assertThrows(JournalException.class, () -> JournalReader.open(bad));
            assertTrue(refused.getMessage().startsWith(bad.toString()), refused.getMessage());
        }
    }

    @Test
    void shouldListSessionsByName() {
        write(base.resolve("b"), "x");
        write(base.resolve("a"), "x");
        assertEquals(List.of(base.resolve("a"), base.resolve("b")), JournalSessions.list(base));
        assertEquals(List.of(base.resolve("a")), JournalSessions.list(base.resolve("a")));
    }

    /** The kill comes after records were appended and before the tap has forgotten them. */
    @Test
    void shouldNotAppendTwiceWhatWasWrittenBeforeTheKill() throws IOException {
        final Path directory = base.resolve("s");
        final JournalWriter writer = JournalWriter.create(context(directory));
        offer(writer, "first");
        offer(writer, "second");
        final byte[] tapBefore = Files.readAllBytes(directory.resolve("tap.ring"));
        writer.drain();
        writer.close();
        Files.write(directory.resolve("tap.ring"), tapBefore);

        assertEquals(0, JournalWriter.recover(context(directory)));
        assertEquals(List.of("PACKET/7/first", "PACKET/7/second"), read(directory));
        assertTrue(JournalReport.of(directory).isSound());
    }

    @Test
    void shouldDrainPastTheEndOfTheRing() {
        final Path directory = base.resolve("s");
        final JournalWriter writer = JournalWriter.create(context(directory));
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[5000]);
        for (int i = 1; i <= 100; i++) {
            assertTrue(writer.tap().offer(RecordType.PACKET, 0, TIME, payload, 0, payload.capacity()));
            if (i % 7 == 0) {
                writer.drain();
                assertEquals(i, writer.recordsWritten());
            }
        }
        writer.drain();
        assertEquals(100, writer.recordsWritten());
        writer.close();
        assertTrue(JournalReport.of(directory).isSound());
    }

    private static JournalContext context(final Path directory) {
        return new JournalContext()
                .directory(directory)
                .tapLength(64 * 1024)
                .blockLength(256 * 1024)
                .conclude();
    }

    private static Path write(final Path directory, final String... payloads) {
        try (JournalWriter writer = JournalWriter.create(context(directory))) {
            for (final String payload : payloads) {
                offer(writer, payload);
            }
            writer.drain();
        }
        return directory;
    }

    private static void offer(final JournalWriter writer, final String payload) {
        final UnsafeBuffer bytes = new UnsafeBuffer(payload.getBytes(StandardCharsets.US_ASCII));
        assertTrue(writer.tap().offer(RecordType.PACKET, 7, TIME, bytes, 0, bytes.capacity()));
    }

    private static List<String> read(final Path directory) {
        final List<String> records = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(directory)) {
            while (reader.next() == JournalReader.Step.RECORD) {
                records.add(reader.type() + "/" + reader.source() + "/"
                        + reader.buffer().getStringWithoutLengthAscii(reader.payloadOffset(), reader.payloadLength()));
            }
        }
        return records;
    }

    private static int indexOf(final byte[] content, final String text) {
        final String all = new String(content, StandardCharsets.ISO_8859_1);
        final int at = all.indexOf(text);
        assertTrue(at > 0);
        return at;
    }
}
