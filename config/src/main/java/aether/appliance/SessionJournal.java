package aether.appliance;

import aether.config.SiteConfig;
import aether.console.Sizes;
import aether.console.Times;
import aether.feed.AcceptedPacketHandler;
import aether.host.Part;
import aether.journal.JournalContext;
import aether.journal.JournalTap;
import aether.journal.RecordType;
import aether.nic.CounterRegister;
import aether.replay.DistrustRecord;
import aether.replay.JournalingHandler;
import aether.replay.StateHash;
import aether.session.JournalRetention;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** The journal of one session: what goes in, and who writes it. */
public final class SessionJournal implements Part {
    private static final long WATCH_PERIOD_NS = 100_000_000L;

    private final EpochNanoClock clock;
    private final Path directory;
    private final JournalKeeper keeper;
    private JournalingHandler packets;
    private int forgotten;

    /** Makes the session; nothing is written but what it runs with. */
    SessionJournal(final SiteConfig config, final EpochNanoClock clock, final ApplianceThreads threads) {
        this.clock = clock;
        directory = config.journal().directory().resolve(Times.directoryName(clock.nanoTime()));
        final JournalContext context = new JournalContext()
                .directory(directory)
                .tapLength(config.journal().tapLength())
                .tapPolicy(config.journal().tapFull())
                .lowWater(config.journal().lowWater())
                .tradeDates(config.channel().calendar().tradeDates())
                .conclude();
        keeper = keeper(config, context, threads);
        text(RecordType.CONFIGURATION, config.text());
    }

    private static JournalKeeper keeper(
            final SiteConfig config, final JournalContext context, final ApplianceThreads threads) {
        if (config.journal().process() == SiteConfig.JournalProcess.INSIDE) {
            return new InsideJournal(context, writer -> threads.cold("journal", writer, new BackoffIdleStrategy()));
        }
        final ServedJournal served = new ServedJournal(context, session -> JournalServer.command(session, context));
        threads.every(WATCH_PERIOD_NS, served::watch);
        return served;
    }

    /** Notes how the session is received. */
    void received(final String by) {
        text(RecordType.RECEPTION, by);
        // So that there is a session, whatever comes next.
        keeper.drain();
    }

    private void text(final RecordType type, final String text) {
        final UnsafeBuffer bytes = new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
        keeper.tap().offer(type, 0, clock.nanoTime(), bytes, 0, bytes.capacity());
    }

    /** Puts itself in front of those that take accepted packets, and now and then records the state that they have come to. */
    AcceptedPacketHandler before(final AcceptedPacketHandler next, final StateHash state, final long digestEvery) {
        packets = new JournalingHandler(keeper.tap(), next, state, digestEvery);
        return packets;
    }

    /** From here on the books of an instrument are not believed. */
    void distrust(final int securityId, final long timeNs) {
        final UnsafeBuffer id = new UnsafeBuffer(new byte[DistrustRecord.LENGTH]);
        DistrustRecord.write(id, securityId);
        keeper.tap().offer(RecordType.DISTRUST, 0, timeNs, id, 0, DistrustRecord.LENGTH);
    }

    /** Writes what is in the tap, before anything else runs. */
    void drain() {
        keeper.drain();
    }

    /** Takes away sessions that are older than the configuration wants them, and that nobody needs. */
    void forget(final SiteConfig.Journal settings) {
        if (settings.keepNs() == 0) {
            return;
        }
        final long beforeMs = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime() - settings.keepNs());
        final List<Path> removable = JournalRetention.removable(settings.directory(), beforeMs);
        removable.forEach(JournalRetention::remove);
        forgotten = removable.size();
    }

    /** Where records go in. */
    JournalTap tap() {
        return keeper.tap();
    }

    public Path directory() {
        return directory;
    }

    void registerCounters(final CounterRegister register) {
        register.add("journal records", keeper::records);
        register.add("journal records dropped", keeper.tap()::dropped);
        register.add("journal bytes", keeper::bytes);
    }

    /** True when it could not keep up and the policy is to stop. */
    boolean isHalted() {
        return keeper.tap().isHalted();
    }

    /** The process is who it will be: the tap is emptied; what was offered since the start waits in it. */
    void settle() {
        keeper.start();
    }

    /** The last words: the state at the end. */
    @Override
    public void stop() {
        keeper.finish(() -> packets.end(clock.nanoTime()));
    }

    @Override
    public List<String> describe() {
        return forgotten == 0
                ? List.of("journal " + directory)
                : List.of("journal " + directory, forgotten + " sessions were removed (journal.keep)");
    }

    @Override
    public String nextNews() {
        final String report = keeper.nextReport();
        return report == null ? null : "WARNING   " + report;
    }

    /** What was written, and why no more; lines for people. */
    List<String> summary() {
        final long dropped = keeper.tap().dropped();
        final List<String> text = new ArrayList<>();
        text.add(String.format(
                "journal   %s: %,d records, %s%s",
                directory,
                keeper.records(),
                Sizes.bytes(keeper.bytes()),
                dropped == 0 ? "" : String.format("; %,d RECORDS DROPPED, the tap was full", dropped)));
        if (isHalted()) {
            text.add(
                    keeper.isDiskFull()
                            ? "HALTED: the disk of " + directory + " is full, and the policy is halt; make room, then "
                                    + "'aether journal recover " + directory + "'"
                            : "HALTED: the journal could not keep up, and the policy is halt");
        }
        return text;
    }

    /** Records that found no room in the tap. */
    long dropped() {
        return keeper.tap().dropped();
    }

    @Override
    public void close() {
        keeper.close();
    }
}
