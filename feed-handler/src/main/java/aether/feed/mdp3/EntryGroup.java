package aether.feed.mdp3;

import aether.feed.sbe.GroupLayout;
import org.agrona.DirectBuffer;

/**
 * Cursor over one repeating group of a validated message. The stride is the wire's, so that newer, longer entries are stepped
 * over whole; entries shorter than the fields that are read go through the {@link ShortEntryPad}.
 */
final class EntryGroup {
    private final int needed;
    private final int headerLength;
    private final ShortEntryPad pad;

    private int stride;
    private int count;
    private int first;

    /**
     * A cursor for groups of one layout.
     *
     * @param needed bytes that every field lies within that the decoder reads without asking
     */
    EntryGroup(final GroupLayout layout, final int needed) {
        this.needed = needed;
        headerLength = layout.dimension().length();
        pad = new ShortEntryPad(layout);
    }

    /** Reads the header at {@code index}; returns the end of the group, where the next one begins. */
    int wrap(final DirectBuffer buffer, final int index) {
        final long header = GroupHeader.read(buffer, index, headerLength);
        stride = GroupHeader.stride(header);
        count = GroupHeader.count(header, headerLength);
        first = index + headerLength;
        return first + count * stride;
    }

    int count() {
        return count;
    }

    int stride() {
        return stride;
    }

    int index(final int entry) {
        return first + entry * stride;
    }

    boolean isShort() {
        return stride < needed;
    }

    /** For short groups: the entry in a buffer of its own, at index 0. */
    DirectBuffer padded(final DirectBuffer buffer, final int entry) {
        return pad.pad(buffer, index(entry), stride);
    }
}
