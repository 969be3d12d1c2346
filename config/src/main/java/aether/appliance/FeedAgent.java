package aether.appliance;

import aether.feed.FeedHandler;
import aether.nic.FrameSource;
import java.util.List;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

/** The hot duty: take what the lines have, and let time pass when they have nothing. */
final class FeedAgent implements Agent {
    private static final int LIMIT = 64;

    private final List<? extends FrameSource> sources;
    private final RecoverySource[] recovery;
    private final ReplayRequests replay;
    private final OrderDesk orders;
    private final ChannelPipeline pipeline;
    private final FeedHandler feed;
    private final EpochNanoClock clock;
    private volatile boolean isPolled;

    FeedAgent(
            final List<? extends FrameSource> sources,
            final List<RecoverySource> recovery,
            final ReplayRequests replay,
            final OrderDesk orders,
            final ChannelPipeline pipeline,
            final FeedHandler feed,
            final EpochNanoClock clock) {
        this.sources = sources;
        this.recovery = recovery.toArray(RecoverySource[]::new);
        this.replay = replay;
        this.orders = orders;
        this.pipeline = pipeline;
        this.feed = feed;
        this.clock = clock;
    }

    @Override
    public void onStart() {
        if (orders != null) {
            orders.start();
        }
    }

    @Override
    public int doWork() {
        int frames = 0;
        for (int i = 0; i < sources.size(); i++) {
            frames += sources.get(i).poll(feed, LIMIT);
        }
        for (final RecoverySource line : recovery) {
            line.need(pipeline.needs(line.kind()));
            if (line.isJoined()) {
                frames += line.source().poll(feed, LIMIT);
            }
        }
        if (replay != null) {
            frames += replay.poll(feed.arbiter());
        }
        if (feed.arbiter().isHoleOpen()) {
            feed.onTime(clock.nanoTime());
        }
        if (orders != null) {
            frames += orders.poll();
        }
        isPolled = true;
        return frames;
    }

    /** True once the first poll has come back: the lines are being listened to. */
    boolean isPolled() {
        return isPolled;
    }

    @Override
    public String roleName() {
        return "feed";
    }
}
