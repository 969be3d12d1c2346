package aether.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.ControlledMessageHandler.Action;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/**
 * The cold side of the journal: drains the tap, numbers, checks and chains the records, and appends them to Chronicle Queue.
 * An agent for a thread of its own.
 *
 * <p>What survives: everything offered to the tap survives a kill of the process; {@link #recover} appends what the writer
 * had not come to. Power loss is another matter: the queue's pages are written when the kernel sees fit.
 */
public final class JournalWriter implements Agent, AutoCloseable {
    /** What {@link #isInDoubt} means, for people. */
    public static final String IN_DOUBT =
            "the machine lost power, or was reset, while it was written (another boot, no orderly end)";

    /** Longest payload, bytes. */
    public static final int MAX_PAYLOAD = 256 * 1024;

    private static final int DRAIN_LIMIT = 512;

    /** Records; a power of two. */
    private static final int MARK_EVERY = 1 << 17;

    private final TapFile tapFile;
    private final JournalTap tap;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final ByteBuffer recordBytes = ByteBuffer.allocateDirect(RecordLayout.HEADER_LENGTH + MAX_PAYLOAD);
    private final UnsafeBuffer record = new UnsafeBuffer(recordBytes);
    private final Bytes<ByteBuffer> out = Bytes.wrapForWrite(recordBytes.duplicate());
    private final CRC32C crc = new CRC32C();
    private final ControlledMessageHandler onMessage = this::onMessage;
    private final RollClock rollClock;
    private final JournalSpace space;
    private final Path directory;
    private final WriterLock lock;
    private final WriterStatus status;
    private boolean isEnded;

    /** Of the file that the newest record is in. */
    private long date = Long.MIN_VALUE;

    private long inputSequence;
    private volatile boolean hasFailed;
    private long chain = RecordLayout.CHAIN_START;
    private volatile long recordsWritten;
    private volatile long bytesWritten;

    private JournalWriter(final TapFile tapFile, final TapPolicy policy, final JournalContext context) {
        this.tapFile = tapFile;
        directory = context.directory();
        lock = WriterLock.take(directory);
        status = WriterStatus.of(directory);
        rollClock = new RollClock(context.tradeDates(), context.clock());
        queue = JournalQueue.openForWriting(context, rollClock);
        space = new JournalSpace(context.directory(), context.lowWater(), () -> TapSession.usable(context.directory()));
        tap = new JournalTap(tapFile.ring(), policy);
        appender = queue.createAppender();
    }

    /**
     * Starts a session in an empty or new directory.
     *
     * @param context concluded
     * @throws JournalException when the directory holds a session already or cannot be written
     */
    public static JournalWriter create(final JournalContext context) {
        return new JournalWriter(TapSession.createFile(context), context.tapPolicy(), context);
    }

    /**
     * Appends what a killed process left in the tap of its session.
     *
     * @return the number of records appended
     * @throws JournalException when the journal itself is damaged, or in doubt: nothing is then appended to it
     */
    public static long recover(final JournalContext context) {
        final Path directory = context.directory();
        JournalReader.requireSession(directory);
        if (isInDoubt(context)) {
            throw new JournalException(
                    directory + ": " + IN_DOUBT + "; nothing is appended to it. 'aether journal salvage " + directory
                            + "' keeps what is whole in a session of its own");
        }
        if (!TapFile.exists(directory)) {
            throw new JournalException(directory + ": the session has no tap, so there is nothing to recover");
        }
        try (JournalWriter writer = resume(context)) {
            // A message that was claimed but never committed belongs to the dead; what lies behind it can be read
            // again.
            writer.tapFile.ring().unblock();
            final long records = writer.drain();
            if (writer.isDiskFull()) {
                throw new JournalException("the disk of " + directory + " is full: " + records
                        + " records were appended, the others stay in the tap; make room, and recover again");
            }
            writer.seal();
            return records;
        }
    }

    /**
     * Goes on where another writer of the session has stopped: in a process of its own, or in place of one that was killed.
     *
     * @throws JournalException when another process writes it, or it is damaged
     */
    public static JournalWriter resume(final JournalContext context) {
        final Path directory = context.directory();
        final JournalWriter writer = new JournalWriter(TapFile.open(directory), TapPolicy.HALT, context);
        try {
            SessionBoot.goesOn(directory, context.boot());
            writer.status.sealed(false);
            if (JournalSessions.isSession(directory)) {
                writer.resumeAfter();
            }
            writer.bytesWritten = writer.status.bytes();
            return writer;
        } catch (final IOException e) {
            writer.close();
            throw new JournalException(directory + ": cannot be written: " + e.getMessage(), e);
        } catch (final RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /**
     * True when the machine lost power, or was reset, while the session was written: what it holds may be less than what was in it, or something else.
     */
    public static boolean isInDoubt(final JournalContext context) {
        try {
            return SessionBoot.isInDoubt(context.directory(), context.boot());
        } catch (final IOException e) {
            throw new JournalException(context.directory() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * When all has been drained: ends the session for good, with everything on the disk. May take as long as the disk does. A writer that has failed, or has not come to
     * everything, seals nothing.
     */
    public void seal() {
        if (hasFailed || tapFile.ring().size() > 0) {
            return;
        }
        queue.close();
        try {
            SessionBoot.seal(directory);
            status.sealed(true);
        } catch (final IOException e) {
            throw new JournalException(directory + ": cannot be forced to the disk: " + e.getMessage(), e);
        }
    }

    /** From the newest place that can be found: what lies before it was written by one who had read it. */
    private void resumeAfter() {
        String damage = null;
        for (final JournalMarks.Mark place : places()) {
            damage = readFrom(place);
            if (damage == null) {
                return;
            }
        }
        throw new JournalException(directory + ": damaged, not appended to: " + damage);
    }

    /** To the end; returns what is wrong there, or null. */
    private String readFrom(final JournalMarks.Mark place) {
        inputSequence = place.inputSequence() - 1;
        chain = place.chainBefore();
        try (JournalReader reader = JournalReader.open(directory).at(place)) {
            while (reader.next() == JournalReader.Step.RECORD) {
                inputSequence = reader.inputSequence();
                chain = reader.chain();
            }
            // Nothing at all where a mark says that something is: it is no place.
            final boolean isThere = place == JournalMarks.START || inputSequence >= place.inputSequence();
            return isThere ? reader.damage() : "no record at mark " + place.inputSequence();
        }
    }

    private List<JournalMarks.Mark> places() {
        final List<JournalMarks.Mark> places = new ArrayList<>(JournalMarks.of(directory, JournalMarks.POSITIONS));
        places.addAll(JournalMarks.of(directory, JournalMarks.CHECKPOINTS));
        places.sort(Comparator.comparingLong(JournalMarks.Mark::inputSequence).reversed());
        places.add(JournalMarks.START);
        return places;
    }

    /** Drains until the tap is empty; returns the number of records. */
    public long drain() {
        final OneToOneRingBuffer ring = tapFile.ring();
        final long before = inputSequence;
        long position;
        do {
            position = ring.consumerPosition();
            doWork();
            // A read that meets only padding hands out nothing and moves on all the same.
        } while (ring.consumerPosition() != position);
        return inputSequence - before;
    }

    /** Whoever drained the tap before has stopped doing so: the queue binds an appender to the first thread that uses it. */
    @Override
    public void onStart() {
        appender.singleThreadedCheckReset();
        out.singleThreadedCheckReset();
    }

    @Override
    public int doWork() {
        return hasFailed ? 0 : tapFile.ring().controlledRead(onMessage, DRAIN_LIMIT);
    }

    private Action onMessage(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        if (type == TapSession.END_OF_TAP) {
            isEnded = true;
            return Action.COMMIT;
        }
        final long number = buffer.getLong(index + JournalTap.NUMBER, LITTLE_ENDIAN);
        if (number <= inputSequence) {
            return Action.CONTINUE;
        }
        if (!space.reserve(rollClock.currentTimeMillis() != date, System.nanoTime())) {
            status.full(true);
            return Action.ABORT;
        }
        final int payloadLength = length - JournalTap.PAYLOAD;
        final int recordLength = RecordLayout.HEADER_LENGTH + payloadLength;
        record.putBytes(RecordLayout.HEADER_LENGTH, buffer, index + JournalTap.PAYLOAD, payloadLength);
        final long next = RecordLayout.seal(
                record,
                recordLength,
                type,
                buffer.getShort(index + JournalTap.SOURCE, LITTLE_ENDIAN),
                number,
                buffer.getLong(index + JournalTap.TIME, LITTLE_ENDIAN),
                chain,
                crc);
        append(recordLength);
        if (type == RecordType.CHECKPOINT.number()
                && CheckpointParts.isFirst(record.getShort(RecordLayout.SOURCE, LITTLE_ENDIAN))) {
            mark(JournalMarks.CHECKPOINTS, number);
        } else if ((number & MARK_EVERY - 1) == 0) {
            mark(JournalMarks.POSITIONS, number);
        }
        chain = next;
        inputSequence = number;
        recordsWritten = number;
        bytesWritten = bytesWritten + recordLength;
        status.full(false);
        status.wrote(number, bytesWritten);
        return Action.CONTINUE;
    }

    /** A mark that cannot be written is missed by nobody but the next start, which reads more. */
    private void mark(final String kind, final long number) {
        try {
            JournalMarks.add(directory, kind, new JournalMarks.Mark(number, appender.lastIndexAppended(), chain));
        } catch (final IOException e) {
            space.report("places in " + directory + " cannot be noted, a restart reads more: " + e.getMessage());
        }
    }

    /** After a failure nothing more is appended: what would follow could not be chained to what is missing. */
    private void append(final int recordLength) {
        out.clear();
        out.writePosition(recordLength);
        final long end;
        try (DocumentContext document = appender.writingDocument()) {
            document.wire().bytes().write(out);
            end = document.wire().bytes().writePosition();
        } catch (final RuntimeException | InternalError e) {
            hasFailed = true;
            throw new JournalException("the journal cannot be written any more: " + e.getMessage(), e);
        }
        space.wrote(appender.currentFile().toPath(), end);
        date = rollClock.currentTimeMillis();
    }

    /** Whether the session has ended in order and lies on the disk. */
    public boolean isSealed() {
        return status.isSealed();
    }

    /** True when the one who filled the tap has said that nothing follows, and all has been written. */
    public boolean isEnded() {
        return isEnded;
    }

    /** The hot side. */
    public JournalTap tap() {
        return tap;
    }

    /** Whether the disk has no room; records then wait in the tap. Any thread. */
    public boolean isDiskFull() {
        return space.isFull();
    }

    /** What has happened to the disk, oldest first; null when nothing has. Any thread. */
    public String nextReport() {
        return space.nextReport();
    }

    /** Records appended so far. Any thread. */
    public long recordsWritten() {
        return recordsWritten;
    }

    /** Bytes appended so far. Any thread. */
    public long bytesWritten() {
        return bytesWritten;
    }

    @Override
    public String roleName() {
        return "journal-writer";
    }

    /** Unfinished work stays in the tap; call {@link #drain} first to write it. */
    @Override
    public void close() {
        queue.close();
        space.close();
        tapFile.close();
        lock.close();
    }

    /** Records waiting in the tap of a session that no process holds open; 0 without a tap. */
    static long waitingIn(final Path directory) {
        if (!TapFile.exists(directory)) {
            return 0;
        }
        try (TapFile tapFile = TapFile.open(directory)) {
            final OneToOneRingBuffer ring = tapFile.ring();
            return ring.producerPosition() - ring.consumerPosition();
        }
    }
}
