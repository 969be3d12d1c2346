package aether.feed.mdp3;

import aether.feed.BookPolicy;
import aether.feed.PacketDecoder;
import aether.feed.PacketFramer;
import aether.feed.PacketInspector;
import aether.feed.RecoveryPolicy;
import aether.feed.SequencePolicy;
import aether.feed.VenueAdapter;
import aether.feed.sbe.SbeSchema;

/** CME Group's MDP 3.0. */
public final class Mdp3Venue implements VenueAdapter {
    @Override
    public String name() {
        return "cme";
    }

    @Override
    public SbeSchema schema() {
        return Mdp3Schema.load();
    }

    @Override
    public PacketFramer framer(final SbeSchema schema) {
        return new Mdp3Framer(schema);
    }

    @Override
    public PacketDecoder decoder(final SbeSchema schema) {
        return new Mdp3Decoder(schema);
    }

    @Override
    public PacketInspector inspector(final SbeSchema schema) {
        return new Mdp3Inspector(schema);
    }

    @Override
    public SequencePolicy sequencePolicy() {
        return SequencePolicy.WEEKLY;
    }

    @Override
    public BookPolicy bookPolicy() {
        return BookPolicy.NUMBERED_ROWS;
    }

    @Override
    public RecoveryPolicy recoveryPolicy() {
        return RecoveryPolicy.COUNTED_PASSES;
    }
}
