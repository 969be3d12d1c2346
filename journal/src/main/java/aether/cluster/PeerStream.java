package aether.cluster;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;

/** Word between members by Aeron: one stream from each to each of the others, over the ports that members have for it. */
final class PeerStream implements Peers, AutoCloseable {
    private static final int STREAM = 400;
    private static final int FRAGMENTS = 8;

    private final ExclusivePublication publication;
    private final Subscription subscription;
    private final FragmentHandler onFragment;
    private Listener listener;

    /** {@code aeron} stays its owner's. */
    PeerStream(final Aeron aeron, final ClusterContext context) {
        subscription = aeron.addSubscription(MemberPorts.peer(context.own()) + "|reliable=false", STREAM);
        // Nobody waits for one that does not listen.
        publication =
                aeron.addExclusivePublication("aeron:udp?control-mode=manual|fc=max|term-length=64k|mtu=1408", STREAM);
        for (final ClusterContext.Member member : context.members()) {
            if (!member.equals(context.own())) {
                publication.asyncAddDestination(MemberPorts.peer(member));
            }
        }
        onFragment = (buffer, offset, length, header) -> listener.onWord(buffer, offset, length);
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int length) {
        return publication.offer(buffer, offset, length) > 0;
    }

    @Override
    public int poll(final Listener value) {
        listener = value;
        return subscription.poll(onFragment, FRAGMENTS);
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(publication, subscription);
    }
}
