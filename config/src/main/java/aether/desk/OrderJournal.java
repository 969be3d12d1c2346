package aether.desk;

import aether.gateway.InputJournal;
import aether.gateway.OrderInput;
import aether.journal.CheckpointParts;
import aether.journal.JournalTap;
import aether.journal.RecordType;
import aether.replay.DistrustRecord;
import aether.replay.OrderDigest;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Inputs and digests of the order plane on their way to the tap; without a journal, everything counts as recorded. */
final class OrderJournal implements InputJournal {
    private static final Runnable NOTHING = () -> {};

    /** Who else wants to know what the state was. */
    interface DigestListener {
        void onDigest(long inputs, long stateHash);
    }

    private final UnsafeBuffer digest = new UnsafeBuffer(new byte[OrderDigest.LENGTH]);
    private JournalTap tap;
    private Runnable empty = NOTHING;
    private boolean isIntent;
    private DigestListener digests = (inputs, hash) -> {};

    void open(final JournalTap value) {
        tap = value;
    }

    void tell(final DigestListener value) {
        digests = value;
    }

    /** Until {@link #resumed}, nothing else runs that would empty the tap: {@code emptied} does. */
    void resuming(final Runnable emptied) {
        empty = emptied;
    }

    void resumed() {
        empty = NOTHING;
    }

    /** The newest input was a new order or a replace: what is sent now answers to the market. */
    boolean isIntent() {
        return isIntent;
    }

    @Override
    public boolean record(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        isIntent = input == OrderInput.NEW_ORDER || input == OrderInput.REPLACE;
        return tap == null
                || tap.offer(RecordType.ORDER_INPUT, input.number(), timeNs, buffer, offset, length)
                || emptied() && tap.offer(RecordType.ORDER_INPUT, input.number(), timeNs, buffer, offset, length);
    }

    /** From here on the books of an instrument are not believed. */
    void distrust(final int securityId, final long timeNs) {
        if (tap != null) {
            DistrustRecord.write(digest, securityId);
            tap.offer(RecordType.DISTRUST, 0, timeNs, digest, 0, DistrustRecord.LENGTH);
        }
    }

    @Override
    public boolean checkpoint(final long timeNs, final DirectBuffer buffer, final int length) {
        return tap == null
                || (empty == NOTHING
                        ? CheckpointParts.offer(tap, timeNs, buffer, length)
                        : CheckpointParts.offer(tap, timeNs, buffer, length, empty));
    }

    /** False when somebody else empties the tap. */
    private boolean emptied() {
        empty.run();
        return empty != NOTHING;
    }

    @Override
    public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {
        digests.onDigest(inputs, stateHash);
        if (tap != null) {
            OrderDigest.write(digest, inputs, outputHash, stateHash);
            tap.offer(RecordType.ORDER_DIGEST, 0, timeNs, digest, 0, OrderDigest.LENGTH);
        }
    }
}
