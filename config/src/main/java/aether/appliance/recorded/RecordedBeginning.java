package aether.appliance.recorded;

import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.TimeText;
import aether.console.UsageException;
import aether.feed.sbe.SbeSchema;
import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalSessions;
import aether.journal.JournalWriter;
import aether.replay.ReplaySource;
import aether.session.dbn.DbnSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What an appliance begins with before it is live: all of a recorded session, of which its strategy hears from some moment on. Open from the start, so that nothing takes it away. */
public final class RecordedBeginning implements AutoCloseable {
    private final Path source;
    private final TimeText from;
    private final Recording recording;

    private RecordedBeginning(final Path source, final TimeText from, final Recording recording) {
        this.source = source;
        this.from = from;
        this.recording = recording;
    }

    /**
     * As it was asked for.
     *
     * @param source null for the newest session in the journal of the site that holds anything
     * @throws UsageException when that is no session of the site's channel, or the site cannot begin so
     */
    public static RecordedBeginning open(final SiteConfig site, final Path source, final TimeText from) {
        if (site.cluster() != null) {
            throw new UsageException(
                    "--from: not for a machine of a cluster: what its strategy heard, the others' would have to hear as well");
        }
        if (source == null) {
            return newest(site, from);
        }
        if (DbnSession.isMeant(List.of(source))) {
            throw new UsageException(
                    "--recorded: " + source
                            + ": DBN files hold no packets that the lines could go on behind; give a journal's session or a capture");
        }
        final RecordedBeginning beginning = new RecordedBeginning(source, from, recording(site, source));
        if (beginning.isEmpty()) {
            beginning.close();
            throw new UsageException("--recorded: " + source + ": there is nothing in it to be played");
        }
        return beginning;
    }

    /** One that is empty, or broke off before it had all that it was to begin with, is none. */
    private static RecordedBeginning newest(final SiteConfig site, final TimeText from) {
        final Path journal = site.journal().directory();
        if (journal == null) {
            throw new UsageException(
                    "--from: the configuration names no journal; say with --recorded what to begin with");
        }
        final List<Path> sessions = Files.isDirectory(journal) ? JournalSessions.list(journal) : List.of();
        for (final Path session : sessions.reversed()) {
            if (!RecordedMark.isOn(session)) {
                recover(session);
                final RecordedBeginning beginning = new RecordedBeginning(session, from, recording(site, session));
                if (!beginning.isEmpty()) {
                    return beginning;
                }
                beginning.close();
            }
        }
        throw new UsageException(
                "--from: no session with packets in " + journal + "; say with --recorded what to begin with");
    }

    /** What a killed process of ours left in the tap; one that is alive writes that itself. */
    private static void recover(final Path session) {
        if (!JournalSessions.isBeingWritten(session)) {
            try {
                JournalWriter.recover(new JournalContext().directory(session).conclude());
            } catch (final JournalException e) {
                // Then it is read as it is.
            }
        }
    }

    private static Recording recording(final SiteConfig site, final Path source) {
        if (!Files.isDirectory(source)) {
            return new CaptureRecording(source);
        }
        requireSame(site.channel(), source);
        return new JournalRecording(source, site.channel().venue());
    }

    private static void requireSame(final SiteConfig.Channel ours, final Path session) {
        final String text = ReplaySource.configurationOf(session);
        if (text == null) {
            throw new UsageException(
                    "--recorded: " + session + ": not a session of this appliance: no configuration at its start");
        }
        final SiteConfig.Channel theirs =
                ConfigReader.parse(text, session + " (journaled configuration)").channel();
        if (!describe(theirs).equals(describe(ours))) {
            throw new UsageException("--recorded: " + session + ": of " + describe(theirs) + "; the configuration's is "
                    + describe(ours));
        }
    }

    private static String describe(final SiteConfig.Channel channel) {
        final SbeSchema schema = channel.venue().schema();
        return "channel " + channel.id() + " of " + channel.venue().name() + ", schema " + schema.id() + " version "
                + schema.version();
    }

    private boolean isEmpty() {
        return recording.nextTimeNs() == Recording.NO_TIME;
    }

    public Path source() {
        return source;
    }

    public Recording recording() {
        return recording;
    }

    /** The moment, where the first packet that has a time was received at {@code firstNs}. */
    public long fromNs(final long firstNs) {
        return from.epochNs(firstNs);
    }

    @Override
    public void close() {
        recording.close();
    }
}
