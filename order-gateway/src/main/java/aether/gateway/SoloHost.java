package aether.gateway;

import org.agrona.DirectBuffer;

/** One machine: an input is recorded first and applied then, at once. */
final class SoloHost implements OrderHost {
    /** Who applies it. */
    interface Core {
        void apply(OrderInput input, long timeNs, DirectBuffer buffer, int offset, int length);
    }

    private final InputJournal journal;
    private final Core core;

    SoloHost(final InputJournal journal, final Core core) {
        this.journal = journal;
        this.core = core;
    }

    /** What cannot be recorded must not go out; what is out already must still be heard of. */
    @Override
    public boolean take(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!journal.record(input, timeNs, buffer, offset, length) && input.isNew()) {
            return false;
        }
        core.apply(input, timeNs, buffer, offset, length);
        return true;
    }
}
