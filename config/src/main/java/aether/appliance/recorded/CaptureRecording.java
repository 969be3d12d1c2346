package aether.appliance.recorded;

import aether.arbiter.FeedHandler;
import aether.nic.HardwareTime;
import aether.nic.pcap.PcapSource;
import aether.replay.CaptureAhead;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.session.Captures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A capture of the lines: frames, as if they had come just now. */
final class CaptureRecording implements Recording {
    private final CaptureSet captures;
    private final CaptureReader reader;
    private final CaptureAhead ahead;
    private FeedHandler feed;

    CaptureRecording(final Path file) {
        try {
            captures = CaptureSet.of(List.of(file), System.in, HardwareTime.CAPTURE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = Captures.open(captures);
        ahead = new CaptureAhead(reader, 0);
    }

    /** Captures doubt nothing. */
    @Override
    public void into(final FeedHandler target, final Doubts told) {
        feed = target;
    }

    @Override
    public long nextTimeNs() {
        return ahead.nextTimeNs();
    }

    @Override
    public void playNext() {
        final PcapSource source = ahead.take();
        feed.onFrame(source.frame(), source.length(), ahead.timeNs());
    }

    @Override
    public void finish() {
        feed.onTime(Long.MAX_VALUE - 1);
    }

    /** What a capture is written by cannot be told from the file. */
    @Override
    public boolean isGrowing() {
        return false;
    }

    @Override
    public List<String> remarks() {
        return reader.damages();
    }

    @Override
    public void close() {
        reader.close();
        captures.close();
    }
}
