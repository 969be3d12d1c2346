package aether.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small disk of the test's own, that fills up. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FullDiskTest {
    private static final int DISK_MIB = 40;
    private static final int TAP = 1024 * 1024;
    private static final long TIME = 1_475_012_773_473_571_343L;
    private static final int RETRIES = 10_000;

    @TempDir
    Path base;

    private Path disk;
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[4_000]);

    @BeforeEach
    void mount() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root can mount a disk");
        disk = Files.createDirectories(base.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MIB + "m", "none", disk.toString()) == 0,
                "skipped: this machine does not let root mount a disk");
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            // Detached at once: the queue lets go of its files a moment after it was closed.
            run("umount", "-l", disk.toString());
        }
    }

    private static int run(final String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private JournalContext context(final Path directory) {
        return new JournalContext()
                .directory(directory)
                .tapLength(TAP)
                .blockLength(64 * 1024)
                .lowWater(30L * 1024 * 1024)
                .conclude();
    }

    /** Writes until the tap does not take any more; returns the records it took. */
    private long fill(final JournalWriter writer) {
        long taken = 0;
        while (writer.tap().offer(RecordType.PACKET, 0, TIME, payload, 0, payload.capacity())) {
            taken++;
            writer.drain();
        }
        return taken;
    }

    @Test
    void shouldSayThatTheDiskIsFullAndKeepWhatIsJournaledWhole() throws Exception {
        final Path directory = disk.resolve("s");
        final long taken;
        try (JournalWriter writer = JournalWriter.create(context(directory))) {
            taken = fill(writer);
            assertTrue(writer.isDiskFull());
            final String low = writer.nextReport();
            assertTrue(
                    low.startsWith("the disk of " + directory + " has ") && low.endsWith("stops when it is full"), low);
            assertEquals(
                    "the disk of " + directory
                            + " is full: what is journaled is whole, records wait in the tap, and then journal.tapFull decides",
                    writer.nextReport());
            assertNull(writer.nextReport());
            assertTrue(writer.recordsWritten() > 1_000 && writer.recordsWritten() < taken, "some wait in the tap");
        }
        final JournalReport report = JournalReport.of(directory);
        assertTrue(report.isSound());
        final JournalException full =
                assertThrows(JournalException.class, () -> JournalWriter.recover(context(directory)));
        assertTrue(full.getMessage().contains("is full") && full.getMessage().contains("make room"), full.getMessage());
        run("mount", "-o", "remount,size=" + 2 * DISK_MIB + "m", disk.toString());
        assertEquals(taken - report.records(), JournalWriter.recover(context(directory)), "all that was taken");
        assertTrue(JournalReport.of(directory).isSound());
        assertEquals(taken, JournalReport.of(directory).records());
    }

    @Test
    void shouldGoOnWhenThereIsRoomAgain() throws Exception {
        final Path ballast = Files.write(disk.resolve("ballast"), new byte[12 * 1024 * 1024]);
        final Path directory = disk.resolve("s");
        try (JournalWriter writer = JournalWriter.create(context(directory))) {
            final long taken = fill(writer);
            assertTrue(writer.isDiskFull());
            Files.delete(ballast);
            for (int i = 0; writer.recordsWritten() < taken && i < RETRIES; i++) {
                writer.drain();
                TimeUnit.MILLISECONDS.sleep(1);
            }
            assertEquals(taken, writer.recordsWritten());
            assertFalse(writer.isDiskFull());
            String report = writer.nextReport();
            String last = report;
            while (report != null) {
                last = report;
                report = writer.nextReport();
            }
            assertEquals("the disk of " + directory + " has room again: journaling goes on", last);
        }
        assertTrue(JournalReport.of(directory).isSound());
    }

    @Test
    void shouldNotBeginASessionOnAFullDisk() throws IOException {
        Files.write(disk.resolve("ballast"), new byte[(DISK_MIB - 2) * 1024 * 1024]);
        final JournalException refused =
                assertThrows(JournalException.class, () -> JournalWriter.create(context(disk.resolve("s"))));
        assertTrue(
                refused.getMessage().startsWith("the disk of " + disk.resolve("s") + " is full: it has "),
                refused.getMessage());
    }
}
