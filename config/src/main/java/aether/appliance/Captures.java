package aether.appliance;

import aether.feed.VenueAdapter;
import aether.nic.pcap.PcapSource;
import aether.replay.CaptureLines;
import aether.replay.CaptureLines.CaptureChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Opens capture files for commands. */
final class Captures {
    private Captures() {}

    static PcapSource open(final Path file) {
        try {
            return PcapSource.open(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The channels in a capture; one without any is unusable. */
    static List<CaptureChannel> channels(final Path file, final VenueAdapter venue) {
        try (PcapSource source = open(file)) {
            final List<CaptureChannel> channels = CaptureLines.find(source, venue);
            if (source.recordNumber() == 0) {
                throw new UsageException(file + ": the capture is empty");
            }
            if (channels.isEmpty()) {
                throw new UsageException(
                        file + ": none of its " + source.recordNumber() + " frames is a datagram of " + venue.name());
            }
            return channels;
        }
    }
}
