package aether.replay;

import aether.feed.AcceptedPacket;
import aether.feed.AcceptedPacketHandler;
import aether.feed.PacketFramer;
import aether.feed.PacketVerdict;
import aether.journal.JournalException;

/**
 * Hands packets on that an arbiter would accept. Others cannot have been journaled by one: the journal is none of ours.
 *
 * @param name of the session, for errors
 */
public record CheckedPackets(String name, PacketFramer framer, AcceptedPacketHandler next)
        implements AcceptedPacketHandler {
    @Override
    public void onPacket(final AcceptedPacket packet) {
        if (framer.validate(packet.buffer(), packet.offset(), packet.length()) != PacketVerdict.WHOLE) {
            throw new JournalException(name + ": holds a packet that no arbiter accepts: " + packet.sequence());
        }
        next.onPacket(packet);
    }
}
