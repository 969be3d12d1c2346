package aether.feed.deribit;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.BookKind;
import aether.feed.BookSnapshot;
import aether.feed.DecoderCounter;
import aether.feed.MarketEvents;
import aether.feed.NullValue;
import aether.feed.deribit.DeribitLayouts.Snapshot;
import aether.feed.deribit.codec.SnapshotEndDecoder;
import aether.feed.deribit.codec.SnapshotStartDecoder;
import aether.nic.Counters;
import aether.state.StateFields;
import org.agrona.DirectBuffer;

/**
 * Puts the snapshots of a channel together: a book may take several messages, in several packets, and no message says that it
 * is the first. So after a packet that does not follow the one before it, parts are left alone until something shows that a
 * new book begins: the start of a pass, an instrument's definition, or the last part of another book.
 */
final class DeribitSnapshots {
    private static final long NS_PER_MS = 1_000_000;
    private static final long UNKNOWN = -1;

    private final ScaledNumbers numbers;
    private final Counters<DecoderCounter> counters;
    private final BookSnapshot snapshot = new BookSnapshot();
    private long sequence = UNKNOWN;
    private boolean isAtBookStart;
    private boolean isBookOpen;
    private boolean isPassWhole;

    DeribitSnapshots(final ScaledNumbers numbers, final Counters<DecoderCounter> counters) {
        this.numbers = numbers;
        this.counters = counters;
    }

    /** A packet of the snapshot channel begins. */
    void packet(final long number) {
        if (number != sequence + 1) {
            isAtBookStart = false;
            isBookOpen = false;
            isPassWhole = false;
        }
        sequence = number;
    }

    /** An instrument's definition stands in front of its book. */
    void definition() {
        isAtBookStart = true;
        isBookOpen = false;
    }

    void message(final int templateId, final DirectBuffer buffer, final int start, final MarketEvents events) {
        switch (templateId) {
            case SnapshotStartDecoder.TEMPLATE_ID -> {
                definition();
                isPassWhole = true;
                events.onSnapshotLoopStart(BookKind.BY_PRICE);
            }
            case SnapshotEndDecoder.TEMPLATE_ID -> {
                if (isPassWhole) {
                    events.onSnapshotLoopEnd(BookKind.BY_PRICE, 0);
                }
                isPassWhole = false;
            }
            default -> part(buffer, start, events);
        }
    }

    private void part(final DirectBuffer buffer, final int start, final MarketEvents events) {
        if (!DeribitDecoder.has(buffer, start, Snapshot.BLOCK, Snapshot.ENTRY)) {
            counters.increment(DecoderCounter.SHORT_ENTRIES);
            isAtBookStart = false;
            isBookOpen = false;
            return;
        }
        final int root = start + DeribitPacket.MESSAGE_HEADER_LENGTH;
        final boolean isLast = buffer.getByte(root + Snapshot.IS_LAST) != 0;
        if (isBookOpen && !continuesBook(buffer, root)) {
            // The part before it was no last one: what begins here is anybody's guess.
            isBookOpen = false;
            isAtBookStart = false;
        }
        final boolean isComplete = buffer.getByte(root + Snapshot.IS_COMPLETE) != 0;
        if (isAtBookStart && isComplete) {
            startBook(buffer, root, events);
        }
        isAtBookStart = isLast;
        if (isBookOpen && isComplete) {
            levels(buffer, root + DeribitPacket.blockLength(buffer, start), events);
            if (isLast) {
                isBookOpen = false;
                events.onSnapshotEnd(snapshot);
            }
        } else {
            isBookOpen = false;
        }
    }

    private boolean continuesBook(final DirectBuffer buffer, final int root) {
        return buffer.getInt(root + Snapshot.INSTRUMENT, LITTLE_ENDIAN) == snapshot.securityId()
                && buffer.getLong(root + Snapshot.CHANGE, LITTLE_ENDIAN) == snapshot.rptSeq();
    }

    private void startBook(final DirectBuffer buffer, final int root, final MarketEvents events) {
        snapshot.start(BookKind.BY_PRICE, ScaledNumbers.EXPONENT);
        snapshot.securityId(buffer.getInt(root + Snapshot.INSTRUMENT, LITTLE_ENDIAN))
                .rptSeq(buffer.getLong(root + Snapshot.CHANGE, LITTLE_ENDIAN))
                .transactTimeNs(buffer.getLong(root + Snapshot.TIMESTAMP, LITTLE_ENDIAN) * NS_PER_MS);
        isBookOpen = true;
        events.onSnapshotStart(snapshot);
    }

    private void levels(final DirectBuffer buffer, final int group, final MarketEvents events) {
        final int stride = DeribitPacket.entryLength(buffer, group);
        final int end = DeribitPacket.groupEnd(buffer, group);
        for (int entry = group + DeribitPacket.GROUP_HEADER_LENGTH; entry < end; entry += stride) {
            events.onSnapshotLevel(
                    DeribitDecoder.entryType(buffer.getByte(entry + Snapshot.SIDE)),
                    0,
                    numbers.read(buffer, entry + Snapshot.PRICE),
                    numbers.read(buffer, entry + Snapshot.AMOUNT),
                    NullValue.COUNT);
        }
    }

    void state(final StateFields fields) {
        sequence = fields.number(sequence);
        isAtBookStart = fields.flag(isAtBookStart);
        isBookOpen = fields.flag(isBookOpen);
        isPassWhole = fields.flag(isPassWhole);
    }
}
