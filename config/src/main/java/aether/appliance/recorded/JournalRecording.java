package aether.appliance.recorded;

import aether.arbiter.FeedHandler;
import aether.feed.VenueAdapter;
import aether.journal.JournalSessions;
import aether.replay.CheckedPackets;
import aether.replay.ReplaySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A session of the journal, of this appliance or of another one that hears the same channel: what its arbiter has accepted. */
final class JournalRecording implements Recording, ReplaySource.Listener {
    private final Path session;
    private final ReplaySource source;
    private FeedHandler feed;
    private Doubts doubts = (securityId, timeNs) -> {};
    private long timeNs;
    private long missing;

    JournalRecording(final Path session, final VenueAdapter venue) {
        this.session = session;
        source = new ReplaySource(
                session,
                new CheckedPackets(
                        session.toString(),
                        venue.framer(venue.schema()),
                        packet -> feed.arbiter().resume(packet)),
                this);
    }

    @Override
    public void into(final FeedHandler target, final Doubts told) {
        feed = target;
        doubts = told;
    }

    @Override
    public long nextTimeNs() {
        return source.nextTimeNs();
    }

    @Override
    public void playNext() {
        timeNs = source.nextTimeNs();
        source.playNext();
    }

    /** What was accepted had waited before. */
    @Override
    public void finish() {}

    @Override
    public boolean isGrowing() {
        return source.damage() == null && JournalSessions.isBeingWritten(session);
    }

    /** Its appliance did not believe a book that differed from another machine's: this one has the same book. */
    @Override
    public void onDistrust(final int securityId) {
        doubts.onDistrust(securityId, timeNs);
    }

    @Override
    public void onMissing(final long records) {
        missing += records;
    }

    @Override
    public List<String> remarks() {
        final List<String> remarks = new ArrayList<>();
        if (source.damage() != null) {
            remarks.add(source.damage() + "; what is behind was not played");
        }
        if (missing > 0) {
            remarks.add(String.format("%s: %,d records are missing, its tap was full", session, missing));
        }
        return remarks;
    }

    @Override
    public void close() {
        source.close();
    }
}
