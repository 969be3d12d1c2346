package aether.feed.sbe;

import org.agrona.DirectBuffer;

/** Receives one message in wire order from the {@link GenericDecoder}. Only what is on the wire is reported. */
public interface MessageVisitor {
    void onMessageStart(MessageLayout message, int actingBlockLength, int actingVersion);

    /** A present field; constants are left out. The bytes lie at {@code index}. */
    void onField(FieldLayout field, DirectBuffer buffer, int index);

    void onGroupStart(GroupLayout group, int count);

    void onEntryStart(GroupLayout group, int entry);

    void onEntryEnd(GroupLayout group, int entry);

    void onGroupEnd(GroupLayout group);

    /** Content of a field of variable length. */
    default void onData(final DataLayout data, final DirectBuffer buffer, final int index, final int length) {}

    void onMessageEnd(MessageLayout message);
}
