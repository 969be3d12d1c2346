package aether.appliance;

import aether.arbiter.FeedHandler;
import aether.lines.ChannelFeeds;
import aether.lines.PollBudget;
import aether.lines.RecoverySource;
import aether.lines.ReplayRequests;
import aether.nic.FrameSource;
import java.util.Optional;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;

/** The first hot duty: take what the lines have, and let time pass when they have nothing. */
final class ReceiveAgent implements Agent {
    private final String channel;
    private final FrameSource[] sources;
    private final RecoverySource[] recovery;
    private final ReplayRequests[] replay;
    private final FeedHandler feed;
    private final PollBudget budget;
    private final EpochNanoClock clock;
    private volatile boolean isPolled;

    /** {@code channel} is a part of its name. */
    ReceiveAgent(
            final String channel,
            final ChannelFeeds feeds,
            final Optional<ReplayRequests> replay,
            final FeedHandler feed,
            final EpochNanoClock clock) {
        this.channel = channel;
        sources = feeds.lines().sources().toArray(FrameSource[]::new);
        recovery = feeds.recovery().toArray(RecoverySource[]::new);
        this.replay = replay.stream().toArray(ReplayRequests[]::new);
        this.feed = feed;
        budget = feeds.budget();
        this.clock = clock;
    }

    @Override
    public int doWork() {
        int frames = pollLines();
        for (final RecoverySource line : recovery) {
            if (line.isJoined()) {
                frames += line.source().poll(feed, budget.limit());
            }
        }
        for (final ReplayRequests requests : replay) {
            frames += requests.poll(feed.arbiter());
        }
        if (feed.arbiter().isHoleOpen()) {
            feed.onTime(clock.nanoTime());
        }
        if (!isPolled) {
            isPolled = true;
        }
        return frames;
    }

    private int pollLines() {
        final long startNs = budget.isOpen() ? clock.nanoTime() : 0;
        int frames = 0;
        for (final FrameSource source : sources) {
            frames += source.poll(feed, budget.limit());
        }
        if (frames > 0 && budget.isOpen()) {
            budget.onPolls(frames, clock.nanoTime() - startNs);
        }
        return frames;
    }

    /** True once the first poll has come back: the lines are being listened to. */
    boolean isPolled() {
        return isPolled;
    }

    @Override
    public String roleName() {
        return "receive" + channel;
    }
}
