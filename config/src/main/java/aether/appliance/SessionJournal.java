package aether.appliance;

import aether.config.SiteConfig;
import aether.console.Sizes;
import aether.console.Times;
import aether.feed.AcceptedPacketHandler;
import aether.host.CoreRunner;
import aether.host.Part;
import aether.journal.JournalContext;
import aether.journal.JournalTap;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.nic.CounterRegister;
import aether.replay.JournalingHandler;
import aether.replay.StateHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/** The journal of one session, and the thread that writes it. */
public final class SessionJournal implements Part {
    private final EpochNanoClock clock;
    private final Path directory;
    private final JournalWriter writer;
    private JournalingHandler packets;
    private CoreRunner thread;

    /** Makes the session; nothing is written but what it runs with. */
    SessionJournal(final SiteConfig config, final EpochNanoClock clock) {
        this.clock = clock;
        directory = config.journal().directory().resolve(Times.directoryName(clock.nanoTime()));
        writer = JournalWriter.create(new JournalContext()
                .directory(directory)
                .tapLength(config.journal().tapLength())
                .tapPolicy(config.journal().tapFull())
                .lowWater(config.journal().lowWater())
                .tradeDates(config.channel().calendar().tradeDates())
                .conclude());
        text(RecordType.CONFIGURATION, config.text());
    }

    /** Notes how the session is received. */
    void received(final String by) {
        text(RecordType.RECEPTION, by);
    }

    private void text(final RecordType type, final String text) {
        final UnsafeBuffer bytes = new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
        writer.tap().offer(type, 0, clock.nanoTime(), bytes, 0, bytes.capacity());
    }

    /** Puts itself in front of those that take accepted packets, and now and then records the state that they have come to. */
    AcceptedPacketHandler before(final AcceptedPacketHandler next, final StateHash state, final long digestEvery) {
        packets = new JournalingHandler(writer.tap(), next, state, digestEvery);
        return packets;
    }

    /** Writes what is in the tap. */
    JournalWriter writer() {
        return writer;
    }

    /** The writer's thread, which starts before the first packet. */
    void thread(final CoreRunner runner) {
        thread = runner;
    }

    /** Where records go in. */
    JournalTap tap() {
        return writer.tap();
    }

    public Path directory() {
        return directory;
    }

    void registerCounters(final CounterRegister register) {
        register.add("journal records", writer::recordsWritten);
        register.add("journal records dropped", writer.tap()::dropped);
        register.add("journal bytes", writer::bytesWritten);
    }

    /** True when it could not keep up and the policy is to stop. */
    boolean isHalted() {
        return writer.tap().isHalted();
    }

    @Override
    public void start() {
        thread.start();
    }

    /** The last words: what waits in the tap, and the state at the end. */
    @Override
    public void stop() {
        thread.close();
        writer.drain();
        packets.end(clock.nanoTime());
        writer.drain();
        if (!writer.isDiskFull()) {
            writer.seal();
        }
    }

    @Override
    public List<String> describe() {
        return List.of("journal " + directory);
    }

    @Override
    public String nextNews() {
        final String report = writer.nextReport();
        return report == null ? null : "WARNING   " + report;
    }

    /** What was written, and why no more; lines for people. */
    List<String> summary() {
        final long dropped = writer.tap().dropped();
        final List<String> text = new ArrayList<>();
        text.add(String.format(
                "journal   %s: %,d records, %s%s",
                directory,
                writer.recordsWritten(),
                Sizes.bytes(writer.bytesWritten()),
                dropped == 0 ? "" : String.format("; %,d RECORDS DROPPED, the tap was full", dropped)));
        if (isHalted()) {
            text.add(
                    writer.isDiskFull()
                            ? "HALTED: the disk of " + directory + " is full, and the policy is halt; make room, then "
                                    + "'aether journal recover " + directory + "'"
                            : "HALTED: the journal could not keep up, and the policy is halt");
        }
        return text;
    }

    /** Records that found no room in the tap. */
    long dropped() {
        return writer.tap().dropped();
    }

    @Override
    public void close() {
        CloseHelper.quietClose(thread);
        writer.close();
    }
}
