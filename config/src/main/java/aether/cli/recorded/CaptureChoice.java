package aether.cli.recorded;

import aether.config.Venues;
import aether.console.TimeText;
import aether.console.UsageException;
import aether.feed.PacketFramer;
import aether.feed.PacketInspector;
import aether.feed.VenueAdapter;
import aether.feed.sbe.SbeSchema;
import aether.nic.FrameStatus;
import aether.nic.HardwareTime;
import aether.nic.Ipv4;
import aether.nic.TcpFrame;
import aether.nic.UdpFrame;
import aether.nic.pcap.PcapSource;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.session.Captures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** What of captures a command is to look at: the options that the commands that read them share. */
class CaptureChoice {
    /** CME numbers the ports of a channel by the channel: 14310 and 15310, 10310, 12310. */
    private static final int PORTS_OF_A_KIND = 1000;

    /** What a hardware time is called on the command line. */
    enum TimeOption {
        capture,
        arista,
        metamako,
        exablaze
    }

    @Option(
            names = "--venue",
            paramLabel = "VENUE",
            completionCandidates = Venues.Names.class,
            defaultValue = Venues.DEFAULT,
            description = "The venue whose feed it is: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String venue;

    @Option(
            names = "--hardware-time",
            paramLabel = "KIND",
            defaultValue = "capture",
            description = {
                "Frame times: the capture's, or those that a switch or tap wrote into the frame: ${COMPLETION-CANDIDATES} "
                        + "(default: ${DEFAULT-VALUE})."
            })
    private TimeOption time;

    @Option(
            names = "--channel",
            paramLabel = "ID",
            description =
                    "Only this channel: by the number in its packets, or, where they have none (cme), by the last three "
                            + "digits of its ports.")
    private Integer channel;

    @Option(names = "--dst", paramLabel = "ADDRESS", description = "Only frames to this IPv4 address.")
    private String destination;

    @Option(names = "--port", paramLabel = "PORT", description = "Only frames to this port.")
    private Integer port;

    /** The first moment of frames, or null. */
    TimeText first() {
        return null;
    }

    /** The first moment of frames that are not looked at any more, or null. */
    TimeText end() {
        return null;
    }

    VenueAdapter adapter() {
        return VenueOption.of(venue);
    }

    CaptureSet open(final List<Path> files) {
        try {
            return CaptureSet.of(
                    files, System.in, HardwareTime.valueOf(time.name().toUpperCase(Locale.ROOT)));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to read what was chosen. */
    CaptureReader read(final CaptureSet captures) {
        return read(captures, first(), end());
    }

    /** As above, of all times. */
    CaptureReader readWhole(final CaptureSet captures) {
        return read(captures, null, null);
    }

    private CaptureReader read(final CaptureSet captures, final TimeText first, final TimeText end) {
        return Captures.open(captures).only(choice(first, end));
    }

    private CaptureReader.Choice choice(final TimeText first, final TimeText end) {
        if (port != null && (port < 0 || port > 0xFFFF)) {
            throw new UsageException("--port: give 0 to 65535, not " + port);
        }
        if (channel != null && channel < 0) {
            throw new UsageException("--channel: give a channel's number, not " + channel);
        }
        return isAnywhere() && first == null && end == null
                ? CaptureReader.Choice.ALL
                : new Chooser(address(), first, end);
    }

    private boolean isAnywhere() {
        return channel == null && destination == null && port == null;
    }

    /** What was chosen of all times, as text: the same for the same choice. */
    @Override
    public String toString() {
        return venue + ' ' + time + ' ' + channel + ' ' + destination + ' ' + port;
    }

    /** Refuses what only captures can be asked. */
    void requireUnused(final String why) {
        if (first() != null || end() != null) {
            throw new UsageException("--from and --to choose frames of captures; " + why);
        }
        requireAnyTime(why);
    }

    /** As above, but for moments. */
    void requireAnyTime(final String why) {
        if (!isAnywhere() || time != TimeOption.capture) {
            throw new UsageException("--channel, --dst, --port and --hardware-time choose from captures; " + why);
        }
    }

    private Integer address() {
        try {
            return destination == null ? null : Ipv4.parse(destination);
        } catch (final IllegalArgumentException e) {
            throw new UsageException("--dst: " + e.getMessage());
        }
    }

    /** Looks at each frame. */
    private final class Chooser implements CaptureReader.Choice {
        private final UdpFrame udp = new UdpFrame();
        private final TcpFrame tcp = new TcpFrame();
        private final PacketInspector inspector;
        private final PacketFramer framer;
        private final Integer wantedAddress;
        private final TimeText first;
        private final TimeText end;
        private long dayNs = Long.MIN_VALUE;

        Chooser(final Integer wantedAddress, final TimeText first, final TimeText end) {
            final SbeSchema schema = adapter().schema();
            inspector = adapter().inspector(schema);
            framer = adapter().framer(schema);
            this.wantedAddress = wantedAddress;
            this.first = first;
            this.end = end;
        }

        @Override
        public boolean isWanted(final PcapSource source) {
            rememberDay(source);
            return isInTime(source) && (isAnywhere() || isToDestination(source));
        }

        /** Times of day are those of the day of the first frame that has a time. */
        private void rememberDay(final PcapSource source) {
            if (dayNs == Long.MIN_VALUE && source.hasTime()) {
                dayNs = source.timeNs();
            }
        }

        /** A frame without a time is in no span of time. */
        private boolean isInTime(final PcapSource source) {
            if (first == null && end == null) {
                return true;
            }
            return source.hasTime()
                    && (first == null || source.timeNs() >= first.epochNs(dayNs))
                    && (end == null || source.timeNs() < end.epochNs(dayNs));
        }

        private boolean isToDestination(final PcapSource source) {
            final FrameStatus status = udp.wrap(source.frame(), source.length());
            if (status == FrameStatus.OK) {
                return matches(udp.destinationAddress(), udp.destinationPort())
                        && (channel == null || channel == channelOf(source));
            }
            return status == FrameStatus.NOT_UDP
                    && tcp.wrap(source.frame(), source.length())
                    && matches(tcp.destinationAddress(), tcp.destinationPort())
                    && (channel == null || channel == tcp.destinationPort() % PORTS_OF_A_KIND);
        }

        private boolean matches(final int address, final int toPort) {
            return (wantedAddress == null || wantedAddress == address) && (port == null || port == toPort);
        }

        private int channelOf(final PcapSource source) {
            final int number = udp.payloadLength() < framer.headerLength()
                    ? PacketInspector.NO_CHANNEL
                    : inspector.channel(source.frame(), udp.payloadOffset());
            return number == PacketInspector.NO_CHANNEL ? udp.destinationPort() % PORTS_OF_A_KIND : number;
        }
    }

    /** As above, and of the frames that are left those of a span of time. */
    static final class Span extends CaptureChoice {
        @Option(
                names = "--from",
                paramLabel = "TIME",
                description =
                        "Only frames from this time on (UTC): 2016-09-27T21:46:13.5, a time of the first frame's day such as "
                                + "21:46:13, or nanoseconds since 1970.")
        private String from;

        @Option(names = "--to", paramLabel = "TIME", description = "Only frames before this time (UTC).")
        private String to;

        @Override
        TimeText first() {
            return TimeText.parse("--from", from);
        }

        @Override
        TimeText end() {
            return TimeText.parse("--to", to);
        }
    }

    /** As above, of a session whose beginning is played as well, so that books are right. */
    static final class Part extends CaptureChoice {
        @Option(
                names = "--from",
                paramLabel = "TIME",
                description =
                        "From this time on (UTC), with books as they were then: 2016-09-27T21:46:13.5, a time of the first day such as 21:46:13, or "
                                + "nanoseconds since 1970.")
        private String from;

        @Option(names = "--to", paramLabel = "TIME", description = "Up to this time (UTC), which is not in it.")
        private String to;

        @Override
        TimeText first() {
            return TimeText.parse("--from", from);
        }

        @Override
        TimeText end() {
            return TimeText.parse("--to", to);
        }
    }
}
