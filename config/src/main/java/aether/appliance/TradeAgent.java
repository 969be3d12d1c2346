package aether.appliance;

import aether.channel.AcceptedPacketRing;
import aether.channel.ChannelPipeline;
import aether.desk.OrderDesk;
import aether.lines.RecoverySource;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.Agent;

/**
 * The second hot duty: the order plane, what the books want of the recovery feeds, and, where another thread receives, the packets that it has
 * accepted.
 */
final class TradeAgent implements Agent {
    private static final int LIMIT = 64;

    private final String channel;
    private final AcceptedPacketRing[] rings;
    private final ChannelPipeline pipeline;
    private final RecoverySource[] recovery;
    private final OrderDesk[] desks;

    /**
     * Reads, wishes and trades.
     *
     * @param ring brings the packets where another thread receives; elsewhere they come by plain calls
     * @param desk where something is traded
     */
    TradeAgent(
            final String channel,
            final Optional<AcceptedPacketRing> ring,
            final ChannelPipeline pipeline,
            final List<RecoverySource> recovery,
            final Optional<OrderDesk> desk) {
        this.channel = channel;
        rings = ring.stream().toArray(AcceptedPacketRing[]::new);
        this.pipeline = pipeline;
        this.recovery = recovery.toArray(RecoverySource[]::new);
        desks = desk.stream().toArray(OrderDesk[]::new);
    }

    @Override
    public void onStart() {
        for (final OrderDesk desk : desks) {
            desk.begin();
        }
    }

    @Override
    public int doWork() {
        int work = 0;
        for (final AcceptedPacketRing ring : rings) {
            work += ring.poll(LIMIT);
        }
        for (final RecoverySource line : recovery) {
            line.need(pipeline.needs(line.kind()));
        }
        for (final OrderDesk desk : desks) {
            work += desk.poll();
        }
        return work;
    }

    /** Whoever receives has ended: what it has left is still taken. */
    @Override
    public void onClose() {
        for (final AcceptedPacketRing ring : rings) {
            while (ring.poll(LIMIT) > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public String roleName() {
        return "trade" + channel;
    }
}
