package aether.nic.socket;

import aether.nic.Ipv4;
import aether.nic.TransportException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;

/**
 * Keeps multicast groups joined for a transport that cannot join by itself: the kernel answers the switch, and the frames come. The
 * sockets are bound to ports of their own, so the frames of the feeds are not for them.
 */
public final class GroupMembership implements AutoCloseable {
    private final List<DatagramChannel> channels = new ArrayList<>();

    private GroupMembership() {}

    /**
     * Joins the groups of all feeds.
     *
     * @throws TransportException when one cannot be joined; none is then
     */
    public static GroupMembership join(final List<MulticastEndpoint> feeds) {
        final GroupMembership membership = new GroupMembership();
        try {
            for (final MulticastEndpoint feed : feeds) {
                membership.add(feed);
            }
            return membership;
        } catch (final IOException | UnsupportedOperationException e) {
            membership.close();
            throw new TransportException("a multicast group cannot be joined: " + e.getMessage(), e);
        } catch (final TransportException e) {
            membership.close();
            throw e;
        }
    }

    /** One socket for each: the kernel lets one socket join twenty. */
    private void add(final MulticastEndpoint feed) throws IOException {
        final NetworkInterface networkInterface = Interfaces.byName(feed.networkInterface());
        final InetAddress group = InetAddress.getByAddress(Ipv4.octets(feed.address()));
        final DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channels.add(channel);
        // Bound to the group as well: a wildcard would receive what others sent to this port.
        channel.bind(new InetSocketAddress(group, 0));
        if (feed.sources().isEmpty()) {
            channel.join(group, networkInterface);
        }
        for (final int source : feed.sources()) {
            channel.join(group, networkInterface, InetAddress.getByAddress(Ipv4.octets(source)));
        }
    }

    /** Leaves all. */
    @Override
    public void close() {
        channels.forEach(CloseHelper::quietClose);
        channels.clear();
    }
}
