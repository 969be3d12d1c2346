package aether.venue;

import aether.nic.FrameSink;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;

/**
 * An exchange in a few classes: instruments with matching engines, a seeded order flow, and market data on two lines. One
 * thread drives it; the same seed and the same sequence of calls give the same packets but for their times.
 */
public final class SimulatedVenue {
    private static final int FIRST_SECURITY_ID = 50_001;
    private static final long TICK = 250_000_000L;
    private static final long FAIR_TICKS = 20_000;
    private static final long ORDER_IDS_PER_INSTRUMENT = 1_000_000_000_000L;

    private final List<VenueInstrument> instruments = new ArrayList<>();
    private final List<OrderFlow> flows = new ArrayList<>();
    private final TwoLines lines;
    private final MarketDataPublisher publisher;
    private final SplittableRandom random;
    private long commands;
    private boolean isClosing;

    public SimulatedVenue(
            final VenueContext context, final FrameSink sink, final LineAddress lineA, final LineAddress lineB) {
        random = new SplittableRandom(context.seed());
        lines = new TwoLines(context, sink, lineA, lineB);
        publisher = new MarketDataPublisher((sequence, buffer, length) -> send(buffer, length));
        for (int i = 0; i < context.instruments(); i++) {
            instruments.add(new VenueInstrument(FIRST_SECURITY_ID + i, symbol(i), TICK, context.depth()));
            flows.add(new OrderFlow(random.nextLong(), FAIR_TICKS + 40L * i, 1 + i * ORDER_IDS_PER_INSTRUMENT));
        }
    }

    private static String symbol(final int index) {
        return "AE" + (char) ('A' + index / 26 % 26) + (char) ('A' + index % 26) + (index / 676);
    }

    /** Announces all instruments. */
    public void open(final long nowNs) {
        for (final VenueInstrument instrument : instruments) {
            publisher.define(instrument, nowNs);
        }
    }

    /** One command of the order flow, matched and published. */
    public void step(final long nowNs) {
        final int index = random.nextInt(instruments.size());
        final VenueInstrument instrument = instruments.get(index);
        final List<Trade> trades = flows.get(index).next(instrument);
        publisher.publish(instrument, trades, nowNs);
        commands++;
        if (random.nextInt(4) != 0) {
            publisher.flush();
        }
    }

    /** Sends what is still being collected, and a heartbeat that no line loses: it shows the loss of the packet before. */
    public void close(final long nowNs) {
        publisher.flush();
        isClosing = true;
        publisher.heartbeat(nowNs);
    }

    private void send(final DirectBuffer packet, final int length) {
        if (isClosing) {
            lines.sendSurely(packet, length);
        } else {
            lines.send(packet, length);
        }
    }

    public List<VenueInstrument> instruments() {
        return List.copyOf(instruments);
    }

    /** Orders and cancels so far. */
    public long commands() {
        return commands;
    }

    /** MsgSeqNum of the newest packet. */
    public long sequence() {
        return publisher.sequence();
    }

    /** Match events published, definitions included. */
    public long events() {
        return publisher.events();
    }

    /** Packets that line A alone lost. */
    public long lostA() {
        return lines.lostA();
    }

    /** Packets that line B alone lost. */
    public long lostB() {
        return lines.lostB();
    }

    /** Packets that neither line delivered. */
    public long lostBoth() {
        return lines.lostBoth();
    }
}
