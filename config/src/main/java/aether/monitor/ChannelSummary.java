package aether.monitor;

import aether.arbiter.ChannelCounter;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineCounter;
import aether.book.BookBuilder;
import aether.book.BookCounter;
import aether.book.BookState;
import aether.channel.ChannelPipeline;
import aether.feed.DecoderCounter;
import aether.feed.PacketVerdict;
import aether.nic.Counters;
import aether.nic.ReceiveClock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The closing words about a channel: its lines, its sequence, its books. */
public final class ChannelSummary {
    private ChannelSummary() {}

    public static List<String> lines(final LineArbiter arbiter) {
        final List<String> text = new ArrayList<>();
        for (int line = 0; line < arbiter.health().lines(); line++) {
            final Counters<LineCounter> health = arbiter.line(line);
            final long damaged = health.get(LineCounter.BAD_CHECKSUMS);
            final long old = health.get(LineCounter.STALE_SEQUENCES);
            final String wrong = (damaged == 0 ? "" : String.format(", %,d with wrong checksums", damaged))
                    + (old == 0 ? "" : String.format(", %,d old", old));
            text.add(String.format(
                    "line %s    %,d packets, %,d first, %,d duplicates, %,d malformed%s",
                    LineArbiter.lineName(line),
                    health.get(LineCounter.PACKETS),
                    health.get(LineCounter.FIRST_ARRIVALS),
                    health.get(LineCounter.DUPLICATES) + health.get(LineCounter.REPEATS),
                    health.get(LineCounter.MALFORMED),
                    wrong));
        }
        return text;
    }

    public static String sequence(final LineArbiter arbiter) {
        final Counters<ChannelCounter> counters = arbiter.counters();
        final StringBuilder text = new StringBuilder(String.format(
                "sequence  %,d packets accepted, %,d gaps, %,d packets lost, %,d late",
                arbiter.health().acceptedPackets(),
                counters.get(ChannelCounter.GAPS),
                counters.get(ChannelCounter.LOST_PACKETS),
                counters.get(ChannelCounter.LATE_PACKETS)));
        final long resets = counters.get(ChannelCounter.SEQUENCE_RESETS);
        if (resets > 0) {
            text.append(String.format(
                    ", %,d times started over, %,d held packets given up then",
                    resets, counters.get(ChannelCounter.ABANDONED_PACKETS)));
        }
        arbiter.verdicts().snapshot().forEach((verdict, count) -> {
            if (count > 0 && verdict != PacketVerdict.WHOLE) {
                text.append(String.format("; %,d refused: %s", count, reason(verdict, arbiter)));
            }
        });
        return text.toString();
    }

    private static String reason(final PacketVerdict verdict, final LineArbiter arbiter) {
        return verdict == PacketVerdict.TOO_LONG
                ? String.format("longer than %,d bytes", arbiter.longestPacket())
                : verdict.text();
    }

    /** With the network card's own times there is nothing at the other end to compare them with. */
    public static String latency(final ReceiveClock receiveClock, final Latencies latency) {
        return "latency   frame received to book published: "
                + (receiveClock == ReceiveClock.NIC
                        ? "not measured: receive times are the network card's, and its clock is not this machine's"
                        : latency.describe());
    }

    public static String recovery(final ChannelPipeline pipeline, final String replay) {
        final Counters<BookCounter> counters = pipeline.books().counters();
        return String.format(
                "recovery  %,d books by price and %,d by order from snapshots, %,d by late packets%s",
                counters.get(BookCounter.RECOVERED_BOOKS),
                counters.get(BookCounter.RECOVERED_ORDER_BOOKS),
                counters.get(BookCounter.REPAIRED_BOOKS),
                replay.isEmpty() ? "" : "; " + replay);
    }

    public static String books(final ChannelPipeline pipeline) {
        final BookBuilder books = pipeline.books();
        return String.format(
                "books     %,d messages, %,d events, %,d book entries; %s%s",
                pipeline.decoder().counters().get(DecoderCounter.MESSAGES),
                books.counters().get(BookCounter.EVENTS),
                books.counters().get(BookCounter.BOOK_ENTRIES),
                states(books),
                unknown(pipeline));
    }

    private static String unknown(final ChannelPipeline pipeline) {
        final long templates = pipeline.decoder().counters().get(DecoderCounter.UNKNOWN_TEMPLATES);
        final long schemas = pipeline.decoder().counters().get(DecoderCounter.UNKNOWN_SCHEMAS);
        return templates + schemas == 0
                ? ""
                : String.format("; %,d messages of unknown templates, %,d of unknown schemas", templates, schemas);
    }

    /** Number of books by state. */
    public static String states(final BookBuilder books) {
        final Map<BookState, Integer> byState = new EnumMap<>(BookState.class);
        final Map<BookState, Integer> ordersByState = new EnumMap<>(BookState.class);
        for (int i = 0; i < books.instrumentCount(); i++) {
            byState.merge(books.instrumentAt(i).state(), 1, Integer::sum);
            ordersByState.merge(books.instrumentAt(i).orderState(), 1, Integer::sum);
        }
        // Where nothing is known of any, no books by order are kept.
        final boolean hasOrders = ordersByState.keySet().stream().anyMatch(state -> state != BookState.EMPTY_UNKNOWN);
        return (byState.isEmpty() ? "no books" : text(byState))
                + (hasOrders ? "; by order " + text(ordersByState) : "");
    }

    private static String text(final Map<BookState, Integer> byState) {
        final List<String> parts = new ArrayList<>();
        byState.forEach((state, count) -> parts.add(count + " " + state));
        return String.join(", ", parts);
    }
}
