package aether.lines;

import aether.config.SiteConfig;
import aether.nic.FrameSource;
import aether.nic.Tier;
import aether.nic.TransportException;
import aether.nic.packet.PacketRingSource;
import aether.nic.socket.BatchedSource;
import aether.nic.socket.GroupMembership;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.socket.MulticastSource;
import aether.nic.xdp.XdpSource;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochNanoClock;

/** The sources of some feeds on one tier, and the groups that are held open for those that cannot join by themselves. */
public final class TierSources implements AutoCloseable {
    private final Tier tier;
    private final List<FrameSource> sources = new ArrayList<>();
    private GroupMembership membership;
    private CardLines card;

    private TierSources(final Tier tier) {
        this.tier = tier;
    }

    /**
     * Opens them: one source for each feed through sockets, one for all past them.
     *
     * @param feeds all on one interface
     * @throws TransportException saying what is missing; nothing is left behind
     */
    public static TierSources open(
            final Tier tier,
            final SiteConfig.Transport settings,
            final List<MulticastEndpoint> feeds,
            final int receiveBuffer,
            final EpochNanoClock clock) {
        final TierSources opened = new TierSources(tier);
        try {
            if (tier.isBypass()) {
                opened.membership = GroupMembership.join(feeds);
            }
            switch (tier) {
                case VFIO -> throw new TransportException("a card is opened with its whole configuration");
                case XDP ->
                    opened.sources.add(XdpSource.open(
                            settings.xdp()
                                    .on(feeds.getFirst().networkInterface(), feeds)
                                    .conclude(),
                            clock));
                case PACKET ->
                    opened.sources.add(
                            PacketRingSource.open(feeds.getFirst().networkInterface(), feeds, settings.packetFrames()));
                case BATCHED ->
                    feeds.forEach(feed -> opened.sources.add(BatchedSource.open(feed, receiveBuffer, clock)));
                case SOCKET ->
                    feeds.forEach(feed -> opened.sources.add(MulticastSource.open(feed, receiveBuffer, clock)));
            }
            return opened;
        } catch (final TransportException e) {
            opened.close();
            throw e;
        }
    }

    /** A card that this process drives, and all that belongs to it. */
    static TierSources of(final CardLines card) {
        final TierSources opened = new TierSources(Tier.VFIO);
        opened.sources.add(card.source());
        opened.card = card;
        return opened;
    }

    /** Null but on the tier that has one. */
    CardLines card() {
        return card;
    }

    public Tier tier() {
        return tier;
    }

    /** In the order of the feeds through sockets; one past them. */
    public List<FrameSource> all() {
        return List.copyOf(sources);
    }

    @Override
    public void close() {
        sources.forEach(CloseHelper::quietClose);
        CloseHelper.quietClose(membership);
        CloseHelper.quietClose(card);
    }
}
