package aether.nic.live;

import aether.nic.FrameSource;
import aether.nic.MulticastGroup;
import aether.nic.TransportException;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.VethPair;

/** A process of its own for tests: opens a transport, says so, and holds it until it is killed, or for a minute. */
final class XdpHolder {
    private XdpHolder() {}

    public static void main(final String[] arguments) throws InterruptedException {
        final MulticastEndpoint feed =
                new MulticastEndpoint(VethPair.RECEIVER, new MulticastGroup(Numbered.GROUP, Numbered.PORT));
        try (FrameSource source = TierOpener.valueOf(arguments[0]).open(feed)) {
            System.out.println("open " + source);
            System.out.flush();
            if (arguments.length > 1) {
                Thread.sleep(60_000);
            }
        } catch (final TransportException e) {
            System.out.println("refused " + e.getMessage());
        }
    }
}
