package aether.appliance;

import aether.appliance.recorded.RecordedBeginning;
import aether.appliance.recorded.RecordedMark;
import aether.appliance.recorded.Recording;
import aether.channel.AcceptedPacketRing;
import aether.console.Terminal;
import aether.console.Times;
import aether.console.UsageException;
import aether.desk.OrderDesk;
import aether.monitor.Publishing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Plays what was recorded into an appliance whose threads have not started. It goes where packets of the lines go: into the journal, whose session so is
 * whole by itself, into the books, and to the strategy, from the moment on that was asked for. The lines are open meanwhile, and are taken up behind the last
 * packet that was played, by its sequence number.
 */
public final class RecordedPlay {
    /** The journal's tap has room for as many of the longest. */
    private static final int PACKETS_AT_ONCE = 8;

    private static final int RING_LIMIT = 64;
    private static final long TIME_STEP_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PROGRESS_STEP_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long MOST_FOLLOW_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** For so long, the buffers of the lines may be hoped to have held what came. */
    private static final long SHORT_PLAY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EpochNanoClock clock;
    private final Publishing publishing;
    private final LiveChannel channel;
    private final Optional<OrderDesk> desk;
    private final Optional<SessionJournal> journal;
    private final Optional<AcceptedPacketRing> ring;
    private BooleanSupplier isStopped = () -> false;
    private Terminal terminal;
    private RecordedBeginning beginning;
    private boolean isKnown;
    private boolean isHeard;
    private long fromNs = Long.MAX_VALUE;
    private long nextTimeNs;
    private long nextProgressNs;
    private long firstNs;
    private long newestNs = Long.MIN_VALUE;
    private long played;
    private List<String> told = List.of();

    RecordedPlay(
            final EpochNanoClock clock,
            final Publishing publishing,
            final LiveChannel channel,
            final Optional<OrderDesk> desk,
            final Optional<SessionJournal> journal,
            final Optional<AcceptedPacketRing> ring) {
        this.clock = clock;
        this.publishing = publishing;
        this.channel = channel;
        this.desk = desk;
        this.journal = journal;
        this.ring = ring;
    }

    /**
     * All of it, before anything is started; or until somebody wants to stop, and then nothing may be started.
     *
     * @throws UsageException when that is nothing of this channel
     */
    public void play(final RecordedBeginning recorded, final Terminal progress, final BooleanSupplier isToStop) {
        beginning = recorded;
        terminal = progress;
        isStopped = isToStop;
        final Recording recording = recorded.recording();
        recording.into(channel.feed(), this::distrust);
        journal.ifPresent(records -> {
            RecordedMark.put(records.directory());
            records.received("recorded: " + recorded.source());
        });
        desk.ifPresent(orders -> orders.gateway().awaitRecorded());
        final long startNs = clock.nanoTime();
        progress();
        toEnd(recording);
        final long takenUpNs = takeUp(recording, startNs);
        if (!isStopped.getAsBoolean()) {
            conclude(recording);
            told = describe(recording, takenUpNs);
        }
        terminal.status("");
    }

    /** What was played, and what a reader should know of it; lines for people. */
    List<String> describe() {
        return told;
    }

    private void toEnd(final Recording recording) {
        for (long timeNs = recording.nextTimeNs();
                timeNs != Recording.NO_TIME && !isStopped.getAsBoolean();
                timeNs = recording.nextTimeNs()) {
            pass(timeNs);
            recording.playNext();
            emptyRing();
            played++;
            if (played % PACKETS_AT_ONCE == 0) {
                journal.ifPresent(SessionJournal::drain);
                progress();
            }
        }
        journal.ifPresent(SessionJournal::drain);
    }

    /** Where another thread is to take packets, nobody does yet. */
    private void emptyRing() {
        ring.ifPresent(packets -> {
            while (packets.poll(RING_LIMIT) > 0) {
                // The next ones.
            }
        });
    }

    private void pass(final long timeNs) {
        // A frame without a time is of no day.
        if (!isKnown && timeNs > 0) {
            isKnown = true;
            firstNs = timeNs;
            fromNs = beginning.fromNs(timeNs);
        }
        newestNs = Math.max(newestNs, timeNs);
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

    /** Readers of the books see that somebody is there. */
    private void progress() {
        final long nowNs = clock.nanoTime();
        if (nowNs >= nextProgressNs) {
            nextProgressNs = nowNs + PROGRESS_STEP_NS;
            publishing.monitor().doWork();
            terminal.status(
                    played == 0
                            ? "recorded: " + beginning.source()
                            : String.format("recorded: %,d packets, at %s", played, Times.utc(newestNs)));
        }
    }

    /**
     * What has waited in the lines since they were opened may have overflowed, which would be taken for losses. Who records still has had it, and says so in a
     * moment.
     *
     * @return since when the lines have what comes
     */
    private long takeUp(final Recording recording, final long startNs) {
        if (!recording.isGrowing() && clock.nanoTime() - startNs < SHORT_PLAY_NS) {
            return startNs;
        }
        channel.lines().discard();
        final long takenUpNs = clock.nanoTime();
        while (newestNs < takenUpNs
                && recording.isGrowing()
                && !isStopped.getAsBoolean()
                && clock.nanoTime() < takenUpNs + MOST_FOLLOW_NS) {
            LockSupport.parkNanos(PAUSE_NS);
            toEnd(recording);
        }
        return takenUpNs;
    }

    private void conclude(final Recording recording) {
        recording.finish();
        emptyRing();
        if (channel.arbiter().expected() < 0) {
            throw new UsageException(
                    "--recorded: " + beginning.source() + ": nothing in it of the lines of " + channel.describeLines());
        }
        if (!isHeard) {
            hear(newestNs);
        }
        channel.live();
        journal.ifPresent(records -> {
            records.received(channel.lines().describe());
            records.drain();
            RecordedMark.take(records.directory());
        });
    }

    private List<String> describe(final Recording recording, final long takenUpNs) {
        final List<String> text = new ArrayList<>();
        text.add(String.format(
                "recorded  %,d packets of %s, %s to %s",
                played, beginning.source(), Times.utc(firstNs), Times.utc(newestNs)));
        text.add(
                fromNs <= newestNs
                        ? "          heard from " + Times.utc(Math.max(fromNs, firstNs)) + " on"
                        : "WARNING   --from: the recorded part ends at " + Times.utc(newestNs)
                                + ", before that: nothing of it was heard");
        if (recording.isGrowing() && newestNs < takenUpNs) {
            text.add("WARNING   the record was behind by more than " + Times.seconds(MOST_FOLLOW_NS)
                    + ": what is missing is recovered as any loss");
        }
        if (newestNs > takenUpNs) {
            text.add("WARNING   the record ends " + Times.seconds(newestNs - takenUpNs)
                    + " ahead of this machine's clock: time stands still for orders until then");
        }
        recording.remarks().forEach(remark -> text.add("WARNING   " + remark));
        return text;
    }

    private void distrust(final int securityId, final long timeNs) {
        journal.ifPresent(records -> records.distrust(securityId, timeNs));
        channel.pipeline().books().distrust(securityId);
    }
}
