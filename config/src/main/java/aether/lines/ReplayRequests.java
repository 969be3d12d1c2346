package aether.lines;

import aether.arbiter.LineArbiter;
import aether.book.BookListener;
import aether.config.SiteConfig;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Small gaps and the replay service: the feed's thread puts each gap into one ring, the host's thread asks the service
 * and leaves the packets in another, from which the feed's thread takes them. Full rings lose a request or a packet, and count
 * it: snapshots recover what is lost either way.
 */
public final class ReplayRequests implements BookListener, Agent {
    private static final int GAP = 1;
    private static final int PACKET = 2;
    private static final int GAP_LENGTH = 16;
    private static final int REQUESTS_LENGTH = 4 * 1024;
    private static final int PACKETS_LENGTH = 8 * 1024 * 1024;
    private static final int PACKETS_AT_ONCE = 64;
    private static final long PAUSE_NS = 60_000_000_000L;

    private final SiteConfig.Replay service;
    private final EpochNanoClock clock;
    private final ReplayClient client;
    private final ReplayBudget budget;
    private final OneToOneRingBuffer gaps = ring(REQUESTS_LENGTH);
    private final OneToOneRingBuffer packets = ring(PACKETS_LENGTH);
    private final UnsafeBuffer gap = new UnsafeBuffer(new byte[GAP_LENGTH]);
    private LineArbiter arbiter;
    private volatile long replayed;
    private volatile long failed;
    private volatile long unasked;

    public ReplayRequests(final SiteConfig.Replay service, final int channel, final EpochNanoClock clock) {
        this.service = service;
        this.clock = clock;
        client = new ReplayClient(service, channel);
        budget = new ReplayBudget(service.attempts(), PAUSE_NS);
    }

    private static OneToOneRingBuffer ring(final int length) {
        return new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(length + RingBufferDescriptor.TRAILER_LENGTH)));
    }

    @Override
    public void onPacketsLost(final long firstMissing, final long count) {
        if (count <= service.maxPackets()) {
            gap.putLong(0, firstMissing);
            gap.putLong(Long.BYTES, count);
            gaps.write(GAP, gap, 0, GAP_LENGTH);
        }
    }

    /** What was lost until now is not asked for; before anything runs. */
    public void forget() {
        gaps.read((type, buffer, index, length) -> {});
    }

    /** On the feed's thread: packets that have come go where they were lacking. */
    public int poll(final LineArbiter target) {
        if (packets.size() == 0) {
            return 0;
        }
        arbiter = target;
        return packets.read(this::onReplayed, PACKETS_AT_ONCE);
    }

    private void onReplayed(final int type, final MutableDirectBuffer buffer, final int index, final int length) {
        arbiter.onReplayed(buffer, index, length, clock.nanoTime());
    }

    /** On the host's thread. */
    @Override
    public int doWork() {
        return gaps.read(
                (type, buffer, index, length) -> fetch(buffer.getLong(index), buffer.getLong(index + Long.BYTES)));
    }

    private void fetch(final long first, final long count) {
        if (!budget.allows(clock.nanoTime())) {
            unasked++;
            return;
        }
        if (client.fetch(first, count, (packet, length) -> packets.write(PACKET, packet, 0, length))) {
            budget.succeeded();
            replayed += count;
        } else {
            budget.failed(clock.nanoTime());
            failed++;
        }
    }

    /** Packets that the service brought; requests that failed; gaps that were left to the snapshots. */
    public String describe() {
        return String.format(
                "%,d packets by replay, %,d requests failed%s, %,d not requested",
                replayed, failed, failed > 0 ? " (last: " + client.reason() + ")" : "", unasked);
    }

    @Override
    public String roleName() {
        return "replay-client";
    }
}
