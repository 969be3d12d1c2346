package aether.appliance.recorded;

import aether.arbiter.FeedHandler;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.TimeText;
import aether.console.Times;
import aether.console.UsageException;
import aether.journal.JournalSessions;
import aether.replay.ReplaySource;
import aether.session.dbn.DbnSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an appliance begins with before it is live: all of a recorded session, of which its strategy hears from some moment on.
 *
 * @param source a session of the journal, or a capture
 * @param from the moment
 */
public record RecordedBeginning(Path source, TimeText from) {
    /**
     * As it was asked for.
     *
     * @param source null for the newest session in the journal of the site
     * @throws UsageException when that is no session of the site's channel, or the site cannot begin so
     */
    public static RecordedBeginning of(final SiteConfig site, final Path source, final TimeText from) {
        if (site.cluster() != null) {
            throw new UsageException(
                    "--from: not for a machine of a cluster: what its strategy heard, the others' would have to hear as well");
        }
        final Path recorded = source == null ? newest(site) : source;
        if (DbnSession.isMeant(List.of(recorded))) {
            throw new UsageException(
                    "--recorded: " + recorded
                            + ": DBN files hold no packets that the lines could go on behind; give a journal's session or a capture");
        }
        if (Files.isDirectory(recorded)) {
            requireSame(site, recorded);
        }
        return new RecordedBeginning(recorded, from);
    }

    private static Path newest(final SiteConfig site) {
        if (site.journal().directory() == null) {
            throw new UsageException(
                    "--from: the configuration names no journal; say with --recorded what to begin with");
        }
        final List<Path> sessions = Files.isDirectory(site.journal().directory())
                ? JournalSessions.begun(site.journal().directory())
                : List.of();
        if (sessions.isEmpty()) {
            throw new UsageException(
                    "--from: no session in " + site.journal().directory() + "; say with --recorded what to begin with");
        }
        return sessions.getLast();
    }

    private static void requireSame(final SiteConfig site, final Path session) {
        final String text = ReplaySource.configurationOf(session);
        if (text == null) {
            throw new UsageException(
                    "--recorded: " + session + ": not a session of this appliance: no configuration at its start");
        }
        final SiteConfig.Channel theirs =
                ConfigReader.parse(text, session + " (journaled configuration)").channel();
        final SiteConfig.Channel ours = site.channel();
        if (theirs.id() != ours.id()
                || !theirs.venue().name().equals(ours.venue().name())) {
            throw new UsageException("--recorded: " + session + ": of channel " + theirs.id() + " of "
                    + theirs.venue().name() + "; the configuration's is " + ours.id() + " of "
                    + ours.venue().name());
        }
    }

    /** Begins to read it, into the arbiter that takes what is live behind it. */
    public Recording open(final SiteConfig site, final FeedHandler feed, final Doubts doubts) {
        return Files.isDirectory(source)
                ? new JournalRecording(source, site.channel().venue(), feed.arbiter(), doubts)
                : new CaptureRecording(source, feed);
    }

    /** The moment, where the first packet was received at {@code firstNs}. */
    public long fromNs(final long firstNs) {
        if (firstNs == Recording.NO_TIME) {
            throw new UsageException("--recorded: " + source + ": there is nothing in it to be played");
        }
        return from.epochNs(firstNs);
    }

    @Override
    public String toString() {
        return source + (from.isOfDay() ? "" : " from " + Times.utc(from.nanos()));
    }
}
