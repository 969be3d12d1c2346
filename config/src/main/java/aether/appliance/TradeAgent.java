package aether.appliance;

import aether.feed.PacketRing;
import aether.lines.RecoverySource;
import java.util.List;
import org.agrona.concurrent.Agent;

/**
 * The second hot duty: the order plane, what the books want of the recovery feeds, and, where another thread receives, the packets that it has
 * accepted.
 */
final class TradeAgent implements Agent {
    private static final int LIMIT = 64;

    private final String channel;
    private final PacketRing ring;
    private final ChannelPipeline pipeline;
    private final RecoverySource[] recovery;
    private final OrderDesk orders;

    /**
     * Where everything runs on one thread, {@code ring} is null: the packets come by plain calls. {@code orders} is null where nothing is
     * traded.
     */
    TradeAgent(
            final String channel,
            final PacketRing ring,
            final ChannelPipeline pipeline,
            final List<RecoverySource> recovery,
            final OrderDesk orders) {
        this.channel = channel;
        this.ring = ring;
        this.pipeline = pipeline;
        this.recovery = recovery.toArray(RecoverySource[]::new);
        this.orders = orders;
    }

    @Override
    public void onStart() {
        if (orders != null) {
            orders.start();
        }
    }

    @Override
    public int doWork() {
        int work = ring == null ? 0 : ring.poll(LIMIT);
        for (final RecoverySource line : recovery) {
            line.need(pipeline.needs(line.kind()));
        }
        if (orders != null) {
            work += orders.poll();
        }
        return work;
    }

    /** Whoever receives has ended: what it has left is still taken. */
    @Override
    public void onClose() {
        while (ring != null && ring.poll(LIMIT) > 0) {
            Thread.onSpinWait();
        }
    }

    @Override
    public String roleName() {
        return "trade" + channel;
    }
}
