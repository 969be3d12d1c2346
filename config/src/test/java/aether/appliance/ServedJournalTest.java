package aether.appliance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalReader;
import aether.journal.JournalReport;
import aether.journal.JournalTap;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one journal: whoever is killed, what was offered is written once, in order. */
class ServedJournalTest {
    private static final long SEED = Long.getLong("aether.journal.seed", 20_261_128L);
    private static final int KILLS = Integer.getInteger("aether.journal.kills", 3);
    private static final int RECORDS_BETWEEN = 20_000;
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path base;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[64]);
    private long offered;

    private JournalContext context(final String name) {
        return new JournalContext().directory(base.resolve(name)).conclude();
    }

    private void offer(final JournalTap tap) {
        payload.putLong(0, offered + 1);
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!tap.hasRoomFor(payload.capacity())) {
            assertTrue(System.nanoTime() < deadlineNs, "nobody writes");
            Thread.onSpinWait();
        }
        assertTrue(tap.offer(RecordType.PACKET, 0, ++offered, payload, 0, payload.capacity()));
    }

    private static void assertHolds(final Path session, final long records) {
        try (JournalReader reader = JournalReader.open(session)) {
            for (long number = 1; number <= records; number++) {
                assertEquals(JournalReader.Step.RECORD, reader.next(), "record " + number);
                assertEquals(number, reader.buffer().getLong(reader.payloadOffset()));
            }
            assertEquals(JournalReader.Step.END, reader.next());
            assertNull(reader.damage());
        }
    }

    /** The children of this process that write the session. */
    private static List<ProcessHandle> writers() {
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(child -> commandLine(child).contains(JournalServer.class.getName()))
                .toList();
    }

    private void awaitWritten(final ServedJournal journal) {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (journal.records() < offered) {
            assertTrue(System.nanoTime() < deadlineNs, "nobody writes");
            journal.watch();
            Thread.onSpinWait();
        }
    }

    /** Whole: what the JDK tells of another process is empty when it is longer than a page, as a class path may be. */
    private static String commandLine(final ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"), ISO_8859_1);
        } catch (final IOException e) {
            return "";
        }
    }

    @Test
    void shouldFailWhenNoWriterLives() {
        final ServedJournal journal = new ServedJournal(context("s"), session -> List.of("false"));
        try {
            journal.start();
            final JournalException failure = assertThrows(JournalException.class, () -> {
                final long deadlineNs = System.nanoTime() + DEADLINE_NS;
                while (System.nanoTime() < deadlineNs) {
                    journal.watch();
                    Thread.onSpinWait();
                }
            });
            assertTrue(failure.getMessage().contains("times in a row"), failure.getMessage());
        } finally {
            journal.close();
        }
    }

    @Test
    void shouldLoseNothingWhenTheWriterIsKilled() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final JournalContext context = context("s");
        final ServedJournal journal = new ServedJournal(context, session -> JournalServer.command(session, context));
        journal.start();
        int reports = 0;
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                final int until = random.nextInt(RECORDS_BETWEEN);
                for (int i = 0; i < RECORDS_BETWEEN; i++) {
                    offer(journal.tap());
                    if (i == until) {
                        writers().forEach(ProcessHandle::destroyForcibly);
                    }
                }
                awaitWritten(journal);
                for (String report = journal.nextReport(); report != null; report = journal.nextReport()) {
                    assertTrue(report.contains("another takes its place"), report);
                    reports++;
                }
            }
            journal.finish(() -> offer(journal.tap()));
            assertEquals(offered, journal.records());
            assertFalse(journal.isDiskFull());
        } finally {
            journal.close();
        }
        assertEquals(KILLS, reports, "seed " + SEED);
        assertHolds(base.resolve("s"), offered);
        assertFalse(JournalWriter.isInDoubt(new JournalContext()
                .directory(base.resolve("s"))
                .boot("another")
                .conclude()));
    }

    /** The one who fills the tap dies: the writer takes what is there, and goes. */
    @Test
    void shouldWriteWhatADeadProcessLeft() {
        final JournalContext context = context("s");
        final JournalWriter dead = JournalWriter.create(context);
        for (int i = 0; i < 1_000; i++) {
            offer(dead.tap());
        }
        dead.close();
        assertFalse(new JournalServer(context, () -> false, report -> {}).run());
        assertHolds(base.resolve("s"), 1_000);
        assertEquals(0, JournalReport.of(base.resolve("s")).unwritten());
    }

    @Test
    void shouldNotWriteBesideAnother() {
        final JournalContext context = context("s");
        try (JournalWriter writer = JournalWriter.create(context)) {
            offer(writer.tap());
            final List<String> command = JournalServer.command(base.resolve("s"), context);
            final Process second;
            try {
                second = new ProcessBuilder(command).redirectErrorStream(true).start();
                final String said = new String(second.getInputStream().readAllBytes());
                assertEquals(1, second.waitFor());
                assertTrue(said.contains("another process is writing it"), said);
            } catch (final java.io.IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
            writer.drain();
        }
        assertHolds(base.resolve("s"), 1);
        assertNotNull(base);
    }
}
