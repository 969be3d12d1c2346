package aether.appliance;

import aether.appliance.recorded.RecordedBeginning;
import aether.appliance.recorded.Recording;
import aether.channel.AcceptedPacketRing;
import aether.config.SiteConfig;
import aether.console.Terminal;
import aether.console.Times;
import aether.console.UsageException;
import aether.desk.OrderDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Plays what was recorded into an appliance whose threads have not started. It goes where packets of the lines go: into the journal, whose session so is
 * whole by itself, into the books, and to the strategy, from the moment on that was asked for. The lines are open meanwhile, and are taken up behind the last
 * packet that was played, by its sequence number.
 */
public final class RecordedPlay {
    private static final int PACKETS_AT_ONCE = 64;
    private static final long TIME_STEP_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PROGRESS_STEP_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MOST_FOLLOW_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final SiteConfig config;
    private final EpochNanoClock clock;
    private final LiveChannel channel;
    private final Optional<OrderDesk> desk;
    private final Optional<SessionJournal> journal;
    private final Optional<AcceptedPacketRing> ring;
    private boolean isHeard;
    private long fromNs;
    private long nextTimeNs;
    private long nextProgressNs;
    private long newestNs;
    private long played;
    private List<String> told = List.of();

    RecordedPlay(
            final SiteConfig config,
            final EpochNanoClock clock,
            final LiveChannel channel,
            final Optional<OrderDesk> desk,
            final Optional<SessionJournal> journal,
            final Optional<AcceptedPacketRing> ring) {
        this.config = config;
        this.clock = clock;
        this.channel = channel;
        this.desk = desk;
        this.journal = journal;
        this.ring = ring;
    }

    /**
     * All of it, before anything is started.
     *
     * @throws UsageException when that is nothing of this channel
     */
    public void play(final RecordedBeginning beginning, final Terminal terminal) {
        try (Recording recording = beginning.open(config, channel.feed(), this::distrust)) {
            final long firstNs = recording.nextTimeNs();
            fromNs = beginning.fromNs(firstNs);
            nextProgressNs = clock.nanoTime() + PROGRESS_STEP_NS;
            journal.ifPresent(records -> records.received("recorded: " + beginning));
            desk.ifPresent(orders -> orders.gateway().awaitRecorded());
            toEnd(recording, terminal);
            follow(recording, terminal);
            conclude(beginning);
            terminal.status("");
            told = describe(recording, firstNs, beginning);
        }
    }

    /** What was played, and what a reader should know of it; lines for people. */
    List<String> describe() {
        return told;
    }

    private void toEnd(final Recording recording, final Terminal terminal) {
        for (long timeNs = recording.nextTimeNs(); timeNs != Recording.NO_TIME; timeNs = recording.nextTimeNs()) {
            pass(timeNs);
            recording.playNext();
            newestNs = timeNs;
            played++;
            if (played % PACKETS_AT_ONCE == 0) {
                empty();
                progress(terminal);
            }
        }
        empty();
    }

    /** Nobody else takes what is on its way between the threads that are to be. */
    private void empty() {
        ring.ifPresent(packets -> packets.poll(PACKETS_AT_ONCE));
        journal.ifPresent(SessionJournal::drain);
    }

    private void pass(final long timeNs) {
        if (!isHeard && timeNs >= fromNs) {
            hear(timeNs);
        } else if (isHeard && timeNs >= nextTimeNs) {
            nextTimeNs = timeNs + TIME_STEP_NS;
            desk.ifPresent(orders -> orders.gateway().recordedTime(timeNs));
        }
    }

    private void hear(final long timeNs) {
        isHeard = true;
        nextTimeNs = timeNs + TIME_STEP_NS;
        desk.ifPresent(
                orders -> orders.gateway().hearRecorded(channel.pipeline().books(), timeNs));
    }

    private void progress(final Terminal terminal) {
        final long nowNs = clock.nanoTime();
        if (nowNs >= nextProgressNs) {
            nextProgressNs = nowNs + PROGRESS_STEP_NS;
            terminal.status(String.format("recorded: %,d packets, at %s", played, Times.utc(newestNs)));
        }
    }

    /** What has waited in the lines since they were opened may have overflowed. Who records still has had it, and says so in a moment. */
    private void follow(final Recording recording, final Terminal terminal) {
        channel.lines().discard();
        final long takenUpNs = clock.nanoTime();
        while (newestNs < takenUpNs && recording.isGrowing() && clock.nanoTime() < takenUpNs + MOST_FOLLOW_NS) {
            LockSupport.parkNanos(PAUSE_NS);
            toEnd(recording, terminal);
        }
    }

    private void conclude(final RecordedBeginning beginning) {
        if (channel.arbiter().expected() < 0) {
            throw new UsageException("--recorded: " + beginning.source() + ": nothing in it of the lines of channel "
                    + config.channel().id());
        }
        if (!isHeard) {
            hear(newestNs);
        }
        channel.live();
        journal.ifPresent(records -> {
            records.received(channel.lines().describe());
            records.drain();
        });
    }

    private List<String> describe(final Recording recording, final long firstNs, final RecordedBeginning beginning) {
        final List<String> text = new ArrayList<>();
        text.add(String.format(
                "recorded  %,d packets of %s, %s to %s",
                played, beginning.source(), Times.utc(firstNs), Times.utc(newestNs)));
        text.add(
                fromNs <= newestNs
                        ? "          heard from " + Times.utc(Math.max(fromNs, firstNs)) + " on"
                        : "WARNING   --from: the recorded part ends at " + Times.utc(newestNs)
                                + ", before that: nothing of it was heard");
        recording.remarks().forEach(remark -> text.add("WARNING   " + remark));
        return text;
    }

    private void distrust(final int securityId, final long timeNs) {
        journal.ifPresent(records -> records.distrust(securityId, timeNs));
        channel.pipeline().books().distrust(securityId);
    }
}
