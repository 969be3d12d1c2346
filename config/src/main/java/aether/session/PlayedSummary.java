package aether.session;

import aether.arbiter.ChannelCounter;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineCounter;
import aether.arbiter.RecoveryCounter;
import aether.book.BookBuilder;
import aether.book.BookCounter;
import aether.book.BookFault;
import aether.feed.PacketVerdict;
import aether.monitor.ChannelSummary;
import aether.nic.Counters;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The closing words about the channels of a capture. */
public final class PlayedSummary {
    private PlayedSummary() {}

    /** Channels of which nothing was captured but empty passes of their snapshots are only counted. */
    public static void print(final PrintStream out, final List<PlayedChannel> channels) {
        final List<PlayedChannel> speaking =
                channels.stream().filter(PlayedSummary::hasContent).toList();
        speaking.forEach(channel -> print(out, channel));
        if (speaking.size() < channels.size()) {
            out.println((channels.size() - speaking.size()) + " channels without a message");
        }
    }

    private static boolean hasContent(final PlayedChannel channel) {
        final LineArbiter arbiter = channel.feed().arbiter();
        return arbiter.health().acceptedPackets() > 0
                || arbiter.verdicts().snapshot().values().stream().anyMatch(count -> count > 0)
                || channel.pipeline().books().instrumentCount() > 0;
    }

    private static void print(final PrintStream out, final PlayedChannel channel) {
        out.println("channel " + channel.name());
        // An arbiter has a line even where the capture has snapshots alone.
        ChannelSummary.lines(channel.feed().arbiter()).stream()
                .limit(channel.lines().size())
                .forEach(line -> out.println("  " + line));
        out.println("  " + ChannelSummary.sequence(channel.feed().arbiter()));
        out.println("  " + ChannelSummary.books(channel.pipeline()));
        if (channel.hasSnapshots()) {
            out.println("  " + snapshots(channel));
        }
        out.println("  digest " + channel.hash().digest());
    }

    private static String snapshots(final PlayedChannel channel) {
        final BookBuilder books = channel.pipeline().books();
        final Counters<BookCounter> counters = books.counters();
        return String.format(
                "snapshots %,d packets of recovery lines; %,d books by price and %,d by order from snapshots; %,d compared with live books, %,d differ",
                channel.feed().recoveryCounters().get(RecoveryCounter.PACKETS),
                counters.get(BookCounter.RECOVERED_BOOKS),
                counters.get(BookCounter.RECOVERED_ORDER_BOOKS),
                counters.get(BookCounter.SNAPSHOTS_COMPARED),
                books.faults().get(BookFault.SNAPSHOT_DIFFERS));
    }

    /** What a reader should know that the books do not say: losses and refusals. Null when all is well. */
    static String warning(final List<PlayedChannel> channels) {
        final List<String> parts = new ArrayList<>();
        long lost = 0;
        long damaged = 0;
        long full = 0;
        final Counters<PacketVerdict> verdicts = new Counters<>(PacketVerdict.class);
        for (final PlayedChannel channel : channels) {
            full += channel.pipeline().books().counters().get(BookCounter.INSTRUMENTS_REFUSED);
            lost += channel.feed().arbiter().counters().get(ChannelCounter.LOST_PACKETS);
            channel.feed().arbiter().verdicts().snapshot().forEach(verdicts::add);
            for (int line = 0; line < channel.lines().size(); line++) {
                damaged += channel.feed().arbiter().line(line).get(LineCounter.BAD_CHECKSUMS);
            }
        }
        final long tooLong = verdicts.get(PacketVerdict.TOO_LONG);
        damaged += verdicts.sum() - tooLong;
        parts.add(String.format("%,d packets lost", lost)
                + (damaged == 0 && tooLong > 0 ? "" : String.format(", %,d refused as damaged", damaged)));
        if (tooLong > 0) {
            parts.add(String.format("%,d refused: longer than %,d bytes", tooLong, PlayedChannel.MAX_PACKET_LENGTH));
        }
        if (full > 0) {
            parts.add(String.format("%,d entries of instruments that found no room", full));
        }
        return lost + damaged + full + tooLong == 0 ? null : String.join("; ", parts);
    }
}
