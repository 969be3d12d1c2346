package aether.session;

import aether.console.ExitCode;
import aether.console.UsageException;
import aether.feed.PacketKind;
import aether.feed.VenueAdapter;
import aether.nic.FrameStatus;
import aether.nic.HardwareTime;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.replay.CaptureLines;
import aether.replay.CaptureLines.CaptureChannel;
import aether.replay.CaptureLines.RecoveryLine;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.session.FrameAccount.Fate;
import aether.state.StateFields;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Opens captures for commands, and says what there is to say about them. */
public final class Captures {
    private static final int MOST_CHANNELS = 1024;

    /**
     * What is read of captures.
     *
     * @param words that say so: the same for the same
     * @param read begins to read it
     */
    public record Chosen(String words, Function<CaptureSet, CaptureReader> read) {
        /** All of them. */
        public static final Chosen ALL = new Chosen("all", Captures::open);
    }

    /** The channels in captures: looked for when they are asked for, unless they are known. */
    public static final class Found {
        private final Supplier<List<CaptureChannel>> search;
        private volatile List<CaptureChannel> channels;

        public Found(final Supplier<List<CaptureChannel>> search) {
            this.search = search;
        }

        List<CaptureChannel> channels() {
            if (channels == null) {
                channels = search.get();
            }
            return channels;
        }

        void state(final StateFields fields) {
            final int count = fields.count(fields.isRead() ? 0 : channels().size(), MOST_CHANNELS);
            final List<CaptureChannel> read = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                read.add(channel(fields, fields.isRead() ? NONE : channels.get(i)));
            }
            channels = read;
        }

        private static CaptureChannel channel(final StateFields fields, final CaptureChannel channel) {
            final List<MulticastGroup> lines = new ArrayList<>(channel.lines());
            each(fields, lines, ANY, group -> group(fields, group));
            final List<RecoveryLine> recovery = new ArrayList<>(channel.recovery());
            each(
                    fields,
                    recovery,
                    new RecoveryLine(ANY, PacketKind.DEFINITION),
                    line -> new RecoveryLine(
                            group(fields, line.line()), fields.constant(line.kind(), PacketKind.values())));
            return new CaptureChannel(lines, recovery);
        }

        private static <T> void each(
                final StateFields fields, final List<T> all, final T any, final UnaryOperator<T> one) {
            final int count = fields.count(all.size(), MOST_CHANNELS);
            while (all.size() < count) {
                all.add(any);
            }
            all.replaceAll(one);
        }

        private static MulticastGroup group(final StateFields fields, final MulticastGroup group) {
            return new MulticastGroup(fields.whole(group.address()), fields.whole(group.port()));
        }
    }

    private static final MulticastGroup ANY = new MulticastGroup(0, 0);
    private static final CaptureChannel NONE = new CaptureChannel(List.of(), List.of());

    private Captures() {}

    public static CaptureReader open(final CaptureSet captures) {
        try {
            return captures.open();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One file, as it is. */
    public static CaptureSet of(final Path file) {
        try {
            return CaptureSet.of(List.of(file), System.in, HardwareTime.CAPTURE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The channels in captures; those without any are unusable. */
    public static List<CaptureChannel> channels(
            final CaptureSet captures, final VenueAdapter venue, final Function<CaptureSet, CaptureReader> read) {
        try (CaptureReader reader = read.apply(captures)) {
            final List<CaptureChannel> channels = CaptureLines.find(reader, venue);
            if (channels.isEmpty()) {
                throw new UsageException(captures + ": " + nothing(captures, venue, read));
            }
            return channels;
        }
    }

    /** Why there is nothing of a venue in captures. */
    private static String nothing(
            final CaptureSet captures, final VenueAdapter venue, final Function<CaptureSet, CaptureReader> read) {
        final FrameAccount account = new FrameAccount();
        final UdpFrame udp = new UdpFrame();
        try (CaptureReader reader = read.apply(captures)) {
            while (reader.next()) {
                final FrameStatus status =
                        udp.wrap(reader.source().frame(), reader.source().length());
                if (status == FrameStatus.TRUNCATED && reader.source().isSnapped()) {
                    account.snapped(reader.source().capturedLength());
                } else {
                    account.add(Fate.of(status, false));
                }
            }
            finish(account, reader);
            if (!reader.damages().isEmpty()) {
                return String.join("; ", reader.damages());
            }
        }
        if (account.sum() == 0) {
            return "the capture is empty";
        }
        final String advice =
                account.get(Fate.SNAPPED) == 0 ? "" : ". Capture whole frames: 'tcpdump -s 0', 'dumpcap -s 0'";
        return "nothing of " + venue.name() + " among " + account.describe() + advice;
    }

    /** Adds what the reader itself left out. */
    public static void finish(final FrameAccount account, final CaptureReader reader) {
        account.addAll(Fate.UNKNOWN_LINK, reader.unsupported());
        account.addAll(Fate.NOT_CHOSEN, reader.leftOut());
    }

    /**
     * Tells what a user should know of the captures.
     *
     * @return the exit code: a capture that is damaged was not read to its end
     */
    public static int tell(final CaptureReader reader, final PrintStream err) {
        reader.remarks().forEach(remark -> err.println("aether: " + remark));
        reader.cut()
                .forEach(source -> err.println("aether: " + source + ": ends inside record "
                        + (source.recordNumber() + 1) + "; all records before it were read"));
        reader.damages().forEach(damage -> err.println("aether: " + damage));
        return reader.damages().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }
}
