package aether.feed.mdp3;

import aether.feed.InstrumentDefinition;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType.Scalar;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.MessageVisitor;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Picks what books need out of a definition of any kind: all definition templates name these fields alike, so one reader
 * over the generic decoder serves them all. Definitions are rare; this is not the hot path, but it does not allocate either.
 */
final class DefinitionReader implements MessageVisitor {
    private static final int TAG_SECURITY_ID = 48;
    private static final int TAG_SYMBOL = 55;
    private static final int TAG_UPDATE_ACTION = 980;
    private static final int TAG_FEED_TYPE = 1022;
    private static final int TAG_MARKET_DEPTH = 264;
    private static final int TAG_ATTRIBUTES = 872;
    private static final char REAL_BOOK = 'X';
    private static final char IMPLIED_BOOK = 'I';

    private final InstrumentDefinition definition = new InstrumentDefinition();
    private boolean inGroup;
    private char feedType;

    InstrumentDefinition definition() {
        return definition;
    }

    @Override
    public void onMessageStart(final MessageLayout message, final int actingBlockLength, final int actingVersion) {
        definition.clear();
        inGroup = false;
    }

    @Override
    public void onField(final FieldLayout field, final DirectBuffer buffer, final int index) {
        if (inGroup) {
            onGroupField(field, buffer, index);
            return;
        }
        switch (field.id()) {
            case TAG_SECURITY_ID -> definition.securityId(buffer.getInt(index, ByteOrder.LITTLE_ENDIAN));
            case TAG_UPDATE_ACTION -> definition.updateAction((char) (buffer.getByte(index) & 0xFF));
            case TAG_SYMBOL -> {
                for (int i = 0; i < field.type().size(); i++) {
                    final byte character = buffer.getByte(index + i);
                    if (character != 0) {
                        definition.appendSymbol(character);
                    }
                }
            }
            default -> {}
        }
    }

    private void onGroupField(final FieldLayout field, final DirectBuffer buffer, final int index) {
        switch (field.id()) {
            // GBX is the real book, GBI the implied one; the third letter tells them apart.
            case TAG_FEED_TYPE ->
                feedType = (char) (buffer.getByte(index + field.type().size() - 1) & 0xFF);
            case TAG_MARKET_DEPTH -> onDepth(buffer.getByte(index));
            case TAG_ATTRIBUTES -> {
                if (field.type() instanceof final Scalar scalar) {
                    definition.addAttributes(scalar.primitive().read(buffer, index, ByteOrder.LITTLE_ENDIAN));
                }
            }
            default -> {}
        }
    }

    private void onDepth(final int depth) {
        if (feedType == REAL_BOOK) {
            definition.depth(depth);
        } else if (feedType == IMPLIED_BOOK) {
            definition.impliedDepth(depth);
        }
    }

    @Override
    public void onGroupStart(final GroupLayout group, final int count) {
        inGroup = true;
    }

    @Override
    public void onEntryStart(final GroupLayout group, final int entry) {
        feedType = 0;
    }

    @Override
    public void onEntryEnd(final GroupLayout group, final int entry) {}

    @Override
    public void onGroupEnd(final GroupLayout group) {
        inGroup = false;
    }

    @Override
    public void onMessageEnd(final MessageLayout message) {}
}
