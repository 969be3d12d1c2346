package aether.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine that loses power: of the pages written since the last that is known to be on the disk, each is kept or forgotten, whatever the others are.
 * What is left may look whole or not; nothing wrong may be believed, and nothing may be appended behind it.
 */
class PowerLossTest {
    private static final long SEED = Long.getLong("aether.power.seed", 20_261_128L);
    private static final int LOSSES = Integer.getInteger("aether.power.losses", 12);
    private static final int PAGE = 4096;
    private static final int RECORDS = 3_000;
    private static final int ON_DISK = 2_000;
    private static final String BEFORE = "boot-before";
    private static final String NOW = "boot-now";

    @TempDir
    Path base;

    private static JournalContext context(final Path directory, final String boot) {
        return new JournalContext()
                .directory(directory)
                .blockLength(64 * 1024)
                .tapLength(1 << 20)
                .boot(boot)
                .conclude();
    }

    private static byte[] payload(final int number) {
        final byte[] bytes = new byte[40 + number % 300];
        new SplittableRandom(number).nextBytes(bytes);
        return bytes;
    }

    private static void offer(final JournalWriter writer, final int from, final int to) {
        for (int number = from; number <= to; number++) {
            final byte[] bytes = payload(number);
            assertTrue(writer.tap().offer(RecordType.PACKET, 7, number, new UnsafeBuffer(bytes), 0, bytes.length));
            writer.drain();
        }
    }

    /** The session as it is, with every page that was written last kept or forgotten. */
    private static void lose(final Path onDisk, final Path inMemory, final Path left, final SplittableRandom random)
            throws IOException {
        Files.createDirectories(left);
        final double kept = random.nextDouble();
        for (final Path file : files(inMemory)) {
            final byte[] bytes = Files.readAllBytes(file);
            final Path older = onDisk.resolve(file.getFileName());
            final byte[] before = Files.exists(older) ? Files.readAllBytes(older) : new byte[0];
            for (int at = 0; at < bytes.length; at += PAGE) {
                final int end = Math.min(at + PAGE, bytes.length);
                if (random.nextDouble() > kept) {
                    Arrays.fill(bytes, at, end, (byte) 0);
                    if (at < before.length) {
                        System.arraycopy(before, at, bytes, at, Math.min(end, before.length) - at);
                    }
                }
            }
            Files.write(left.resolve(file.getFileName()), bytes);
        }
        Files.copy(inMemory.resolve("boot"), left.resolve("boot"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Path> files(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void copy(final Path from, final Path to) throws IOException {
        Files.createDirectories(to);
        for (final Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    @Test
    void shouldKeepWhatIsWholeAndNothingElse() throws IOException {
        final Path live = base.resolve("live");
        try (JournalWriter writer = JournalWriter.create(context(live, BEFORE))) {
            offer(writer, 1, ON_DISK);
            copy(live, base.resolve("disk"));
            offer(writer, ON_DISK + 1, RECORDS);
            copy(live, base.resolve("memory"));
        }
        final SplittableRandom random = new SplittableRandom(SEED);
        long shortest = RECORDS;
        for (int loss = 0; loss < LOSSES; loss++) {
            final Path left = base.resolve("left" + loss);
            lose(base.resolve("disk"), base.resolve("memory"), left, random);
            shortest = Math.min(shortest, salvage(left, "loss " + loss + ", seed " + SEED));
        }
        assertTrue(shortest < RECORDS, "nothing was lost: " + shortest);
    }

    private static long salvage(final Path left, final String where) throws IOException {
        final JournalException refused =
                assertThrows(JournalException.class, () -> JournalWriter.recover(context(left, NOW)), where);
        assertTrue(refused.getMessage().contains("another boot"), refused.getMessage());
        final List<byte[]> untouched = contents(left);
        final JournalSalvage kept = JournalSalvage.of(left, (tap, timeNs) -> {
            final byte[] bytes = payload(0);
            assertTrue(tap.offer(RecordType.PACKET, 8, timeNs, new UnsafeBuffer(bytes), 0, bytes.length));
        });
        final List<byte[]> after = contents(left);
        for (int i = 0; i < untouched.size(); i++) {
            assertArrayEquals(untouched.get(i), after.get(i), where);
        }
        assertTrue(kept.records() >= ON_DISK && kept.records() <= RECORDS, where + ": " + kept);
        try (JournalReader reader = JournalReader.open(kept.session())) {
            for (int number = 1; number <= kept.records(); number++) {
                assertEquals(JournalReader.Step.RECORD, reader.next(), where);
                assertRecord(reader, number, where);
            }
            assertEquals(JournalReader.Step.RECORD, reader.next(), where);
            assertEquals(8, reader.source(), where);
            assertEquals(kept.lastTimeNs(), reader.timeNs(), where);
            assertEquals(JournalReader.Step.END, reader.next(), where);
            assertNull(reader.damage(), where);
        }
        assertFalse(JournalWriter.isInDoubt(context(kept.session(), "any boot")), where);
        return kept.records();
    }

    private static void assertRecord(final JournalReader reader, final int number, final String where) {
        final byte[] bytes = new byte[reader.payloadLength()];
        reader.buffer().getBytes(reader.payloadOffset(), bytes);
        assertArrayEquals(payload(number), bytes, where);
        assertEquals(number, reader.timeNs(), where);
        assertEquals(number, reader.inputSequence(), where);
    }

    private static List<byte[]> contents(final Path directory) throws IOException {
        final List<byte[]> contents = new java.util.ArrayList<>();
        for (final Path file : files(directory)) {
            contents.add(Files.readAllBytes(file));
        }
        return contents;
    }

    @Test
    void shouldTrustASessionThatWasSealed() {
        final Path session = base.resolve("s");
        try (JournalWriter writer = JournalWriter.create(context(session, BEFORE))) {
            offer(writer, 1, 10);
            assertFalse(JournalWriter.isInDoubt(context(session, BEFORE)), "a kill loses nothing");
            assertTrue(JournalWriter.isInDoubt(context(session, NOW)));
            writer.seal();
        }
        assertFalse(JournalWriter.isInDoubt(context(session, NOW)));
        assertTrue(JournalReport.of(session).isSound());
    }

    /** Journals of builds before the mark. */
    @Test
    void shouldTrustASessionWithoutAMark() throws IOException {
        final Path session = base.resolve("s");
        try (JournalWriter writer = JournalWriter.create(context(session, BEFORE))) {
            offer(writer, 1, 10);
        }
        Files.delete(session.resolve("boot"));
        assertFalse(JournalWriter.isInDoubt(context(session, NOW)));
        assertEquals(0, JournalWriter.recover(context(session, NOW)));
    }

    @Test
    void shouldNotSalvageTwice() {
        final Path session = base.resolve("s");
        try (JournalWriter writer = JournalWriter.create(context(session, BEFORE))) {
            offer(writer, 1, 10);
        }
        assertEquals(10, JournalSalvage.of(session, (tap, timeNs) -> {}).records());
        assertThrows(JournalException.class, () -> JournalSalvage.of(session, (tap, timeNs) -> {}));
    }
}
