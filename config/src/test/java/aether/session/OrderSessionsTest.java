package aether.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.ConfigException;
import aether.gateway.OrderInput;
import aether.journal.CheckpointParts;
import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.replay.OrderDigest;
import aether.replay.ReplaySource;
import aether.state.StateException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a restart begins to read, whatever a kill or a disk has left. */
class OrderSessionsTest {
    private static final int LONG_CHECKPOINT = 100_000;

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[LONG_CHECKPOINT]);
    private JournalWriter writer;
    private String boot = new JournalContext().boot();

    private void open() {
        writer = JournalWriter.create(new JournalContext()
                .directory(directory.resolve("s"))
                .boot(boot)
                .conclude());
    }

    private void inputs(final int from, final int to) {
        for (int i = from; i <= to; i++) {
            writer.tap().offer(RecordType.ORDER_INPUT, OrderInput.TIME.number(), i, bytes, 0, 8);
            writer.tap().offer(RecordType.PACKET, 0, i, bytes, 0, 64);
        }
    }

    private void checkpoint(final int mark) {
        bytes.putInt(0, mark);
        bytes.putInt(LONG_CHECKPOINT - 4, mark);
        assertTrue(CheckpointParts.offer(writer.tap(), mark, bytes, LONG_CHECKPOINT, () -> {}));
    }

    /** As a kill leaves it. */
    private void brokenCheckpoint() {
        writer.tap().offer(RecordType.CHECKPOINT, 1 << 15 | 3, 0, bytes, 0, 1_000);
        writer.tap().offer(RecordType.CHECKPOINT, 2, 0, bytes, 0, 1_000);
    }

    private void close() {
        writer.drain();
        writer.close();
    }

    /** Returns how many inputs were told. */
    private long replay() {
        return replay(directory.resolve("s"));
    }

    private long replay(final Path session) {
        told.clear();
        OrderSessions.replay(session, new ReplaySource.Listener() {
            @Override
            public void onCheckpoint(final DirectBuffer buffer, final int length) {
                assertEquals(LONG_CHECKPOINT, length);
                assertEquals(buffer.getInt(0), buffer.getInt(length - 4));
                told.add("checkpoint " + buffer.getInt(0));
            }

            @Override
            public void onOrderInput(
                    final int number,
                    final long timeNs,
                    final DirectBuffer buffer,
                    final int offset,
                    final int length) {
                final OrderInput input = OrderInput.of(number);
                told.add((input == OrderInput.TIME ? "input " : input + " ") + timeNs);
            }
        });
        return told.stream().filter(text -> !text.startsWith("checkpoint")).count();
    }

    @Test
    void shouldTellAllWithoutACheckpoint() {
        open();
        inputs(1, 2);
        close();
        assertEquals(2, replay());
        assertEquals(List.of("input 1", "input 2"), told);
    }

    @Test
    void shouldBeginWithTheNewestCheckpoint() {
        open();
        checkpoint(0);
        inputs(1, 500);
        checkpoint(500);
        inputs(501, 502);
        close();
        assertEquals(2, replay());
        assertEquals(List.of("checkpoint 500", "input 501", "input 502"), told);
    }

    @Test
    void shouldPassOverACheckpointThatBrokeOff() {
        open();
        inputs(1, 2);
        checkpoint(2);
        inputs(3, 4);
        brokenCheckpoint();
        close();
        assertEquals(2, replay());
        assertEquals(List.of("checkpoint 2", "input 3", "input 4"), told);
    }

    /** The marks are a hint: without them all is read. */
    @Test
    void shouldReadAllWhenMarksAreGoneOrWrong() throws IOException {
        open();
        inputs(1, 1);
        checkpoint(1);
        inputs(2, 2);
        close();
        final Path marks = directory.resolve("s").resolve("checkpoints.idx");
        final List<String> all = List.of("input 1", "checkpoint 1", "input 2");
        try (RandomAccessFile file = new RandomAccessFile(marks.toFile(), "rw")) {
            file.seek(9);
            file.write(file.read() ^ 4);
        }
        replay();
        assertEquals(all, told);
        Files.delete(marks);
        replay();
        assertEquals(all, told);
    }

    /** What was in the tap of a killed process counts as well. */
    @Test
    void shouldTakeTheTapsRestWithIt() {
        open();
        inputs(1, 3);
        checkpoint(3);
        writer.drain();
        inputs(4, 4);
        writer.close();
        assertEquals(1, replay());
        assertEquals(List.of("checkpoint 3", "input 4"), told);
    }

    /** What may have been sent and is not in it must not be traded upon. */
    @Test
    void shouldSalvageWithTheKillSwitchThrown() {
        boot = "before the loss";
        open();
        checkpoint(1);
        writer.tap().offer(RecordType.ORDER_DIGEST, 0, 1, bytes, 0, OrderDigest.LENGTH);
        inputs(2, 3);
        close();
        final Path kept = OrderSessions.salvage(directory.resolve("s")).session();
        assertEquals(3, replay(kept));
        assertEquals(List.of("checkpoint 1", "input 2", "input 3", "KILL 3"), told);
    }

    /** What a kill left is whole: a start takes all of it, and the tap too. */
    @Test
    void shouldNotSalvageWhatIsNotInDoubt() {
        open();
        inputs(1, 2);
        close();
        assertThrows(JournalException.class, () -> OrderSessions.salvage(directory.resolve("s")));
        assertFalse(Files.exists(directory.resolve("s-kept")));
    }

    @Test
    void shouldSayThatTheBeginningIsLost() {
        boot = "before the loss";
        open();
        inputs(1, 2);
        close();
        final ConfigException refused =
                assertThrows(ConfigException.class, () -> OrderSessions.salvage(directory.resolve("s")));
        assertTrue(refused.getMessage().contains("its beginning is lost"), refused.getMessage());
    }

    @Test
    void shouldSayWhatToDoWithStateOfAnotherBuild() {
        open();
        checkpoint(1);
        close();
        final ConfigException refused = assertThrows(
                ConfigException.class,
                () -> OrderSessions.replay(directory.resolve("s"), new ReplaySource.Listener() {
                    @Override
                    public void onCheckpoint(final DirectBuffer buffer, final int length) {
                        throw new StateException("a checkpoint of format 7; this build reads 1");
                    }
                }));
        assertTrue(refused.getMessage().contains("format 7"), refused.getMessage());
        assertTrue(refused.getMessage().contains("start the build that wrote it"), refused.getMessage());
    }
}
