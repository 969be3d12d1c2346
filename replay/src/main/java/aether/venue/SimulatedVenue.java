package aether.venue;

import aether.feed.SessionCalendar;
import aether.feed.mdp3.codec.SecurityTradingEvent;
import aether.feed.mdp3.codec.SecurityTradingStatus;
import aether.feed.mdp3.codec.SecurityUpdateAction;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.venue.SnapshotPublisher.Content;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/**
 * An exchange in a few classes: instruments with matching engines, a seeded order flow, and a whole channel of market data on
 * two lines: increments, definitions, both snapshot loops. One thread drives it; the same seed and the same sequence of calls
 * give the same packets but for their times.
 */
public final class SimulatedVenue {
    private static final int FIRST_SECURITY_ID = 50_001;
    private static final long TICK = 250_000_000L;
    private static final long FAIR_TICKS = 20_000;
    private static final long ORDER_IDS_PER_INSTRUMENT = 1_000_000_000_000L;
    private static final int EVENTS_PER_PACKET = 4;
    private static final int COMMANDS_PER_ASIDE = 5_000;

    private final VenueContext context;
    private final ChannelAddresses addresses;
    private final List<VenueInstrument> instruments = new ArrayList<>();
    private final List<OrderFlow> flows = new ArrayList<>();
    private final List<SnapshotPublisher> loops = new ArrayList<>();
    private final ImpairedLines lines;
    private final MarketDataPublisher publisher;
    private final SplittableRandom random;
    private final PacketHistory history = new PacketHistory();
    private BiConsumer<VenueInstrument, List<Trade>> trading = (instrument, trades) -> {};
    private VenueObserver observer = (touched, packet, message) -> {};
    private long priorities;
    private long commands;
    private long nowNs;
    private int burstLeft;
    private int burstIndex;
    private boolean isClosing;

    /** A venue of the incremental feed alone. */
    public SimulatedVenue(
            final VenueContext context, final FrameSink sink, final MulticastGroup lineA, final MulticastGroup lineB) {
        this(context, sink, ChannelAddresses.incrementalOnly(lineA, lineB));
    }

    /**
     * A venue.
     *
     * @param context concluded
     * @param addresses where each feed goes; those that are null are not published
     */
    public SimulatedVenue(final VenueContext context, final FrameSink sink, final ChannelAddresses addresses) {
        this.context = context;
        this.addresses = addresses;
        random = new SplittableRandom(context.seed());
        lines = new ImpairedLines(context, sink);
        publisher = new MarketDataPublisher(context, this::send);
        for (int i = 0; i < context.instruments(); i++) {
            add(VenueInstrument.outright(FIRST_SECURITY_ID + i, symbol(i), TICK, context.depth(), this::nextPriority));
        }
        for (int i = 0; i < context.spreads(); i++) {
            addSpread(i);
        }
        addLoop(Content.DEFINITIONS, addresses.definitions());
        addLoop(Content.PRICES, addresses.priceSnapshots());
        addLoop(Content.ORDERS, addresses.orderSnapshots());
    }

    private static String symbol(final int index) {
        return "AE" + (char) ('A' + index / 26 % 26) + (char) ('A' + index % 26) + (index / 676);
    }

    private long nextPriority() {
        return ++priorities;
    }

    private void add(final VenueInstrument instrument) {
        final int index = instruments.size();
        instruments.add(instrument);
        final long fair = instrument.isSpread() ? 0 : FAIR_TICKS + 40L * index;
        flows.add(new OrderFlow(context, random.nextLong(), fair, 1 + index * ORDER_IDS_PER_INSTRUMENT));
    }

    private VenueInstrument addSpread(final int index) {
        final VenueInstrument spread = VenueInstrument.spread(
                FIRST_SECURITY_ID + instruments.size(),
                instruments.get(index % context.instruments()),
                instruments.get((index + 1) % context.instruments()),
                this::nextPriority);
        add(spread);
        return spread;
    }

    private void addLoop(final Content content, final ChannelAddresses.Feed feed) {
        if (feed != null && context.recoveryEvery() > 0) {
            loops.add(new SnapshotPublisher(
                    content, instruments, (sequence, buffer, length) -> lines.recovery(feed, buffer, length, nowNs)));
        }
    }

    /** Whoever wants to know the truth. */
    public void observe(final VenueObserver value) {
        observer = value;
    }

    /** Announces all instruments. */
    public void open(final long timeNs) {
        nowNs = timeNs;
        for (final VenueInstrument instrument : instruments) {
            if (!instrument.isDeleted()) {
                publisher.define(instrument, SecurityUpdateAction.Add, nowNs);
                publisher.flush();
            }
        }
    }

    /** Whoever wants to hear of each trade, at once. */
    public void onTrades(final BiConsumer<VenueInstrument, List<Trade>> listener) {
        trading = listener;
    }

    /** A command that comes from outside the order flow: executed, and published at once. */
    public List<Trade> execute(
            final VenueInstrument instrument, final Function<MatchingEngine, List<Trade>> command, final long timeNs) {
        nowNs = timeNs;
        final List<Trade> trades = command.apply(instrument.engine());
        publish(instrument, trades);
        publisher.flush();
        return trades;
    }

    private void publish(final VenueInstrument instrument, final List<Trade> trades) {
        final Set<VenueInstrument> touched = publisher.publish(instrument, trades, nowNs);
        instrument.ordersArePublished();
        tell(touched);
        if (!trades.isEmpty()) {
            trading.accept(instrument, trades);
        }
    }

    /** One command of the order flow, matched and published; and now and then something that is no order. */
    public void step(final long timeNs) {
        nowNs = timeNs;
        lines.deliver(nowNs);
        final int index = nextIndex();
        final VenueInstrument instrument = instruments.get(index);
        if (!instrument.isDeleted()) {
            final List<Trade> trades = flows.get(index).next(instrument);
            publish(instrument, trades);
        }
        commands++;
        if (burstLeft == 0 && random.nextInt(EVENTS_PER_PACKET) != 0) {
            publisher.flush();
        }
        if (context.hasStatistics() && commands % COMMANDS_PER_ASIDE == 0) {
            aside();
        }
        if (context.recoveryEvery() > 0 && commands % context.recoveryEvery() == 0) {
            stepLoops();
        }
    }

    private int nextIndex() {
        if (burstLeft > 0) {
            burstLeft--;
            return burstIndex;
        }
        burstIndex = random.nextInt(instruments.size());
        if (context.burstShare() > 0 && random.nextDouble() < context.burstShare()) {
            burstLeft = context.burstLength();
        }
        return burstIndex;
    }

    private void tell(final Set<VenueInstrument> touched) {
        if (!touched.isEmpty()) {
            observer.onEvent(touched, publisher.lastMessagePacket(), publisher.lastMessageIndex());
        }
    }

    /** Packets of the recovery feeds, cut where the incremental feed stands. */
    private void stepLoops() {
        publisher.flush();
        for (final SnapshotPublisher loop : loops) {
            loop.step(publisher.sequence(), nowNs);
        }
    }

    private void aside() {
        final VenueInstrument instrument = instruments.get(random.nextInt(instruments.size()));
        switch (random.nextInt(3)) {
            case 0 -> publisher.quoteRequest(instrument, nowNs);
            case 1 ->
                publisher.status(instrument, SecurityTradingStatus.ReadyToTrade, SecurityTradingEvent.NoEvent, nowNs);
            default -> publisher.status(null, SecurityTradingStatus.NoChange, SecurityTradingEvent.NoCancel, nowNs);
        }
    }

    /** A new spread, as participants make them in the middle of the day. */
    public VenueInstrument createSpread(final long timeNs) {
        nowNs = timeNs;
        final VenueInstrument spread = addSpread(random.nextInt(context.instruments()));
        publisher.define(spread, SecurityUpdateAction.Add, nowNs);
        return spread;
    }

    /** Takes an instrument off the market. */
    public void delete(final VenueInstrument instrument, final long timeNs) {
        nowNs = timeNs;
        instrument.delete();
        instrument.engine().clear();
        publisher.define(instrument, SecurityUpdateAction.Delete, nowNs);
        publisher.flush();
    }

    /** A component of the exchange failed: all books of the channel are void, and are published anew. */
    public void channelReset(final int applId, final long timeNs) {
        nowNs = timeNs;
        publisher.channelReset(applId, nowNs);
        final Set<VenueInstrument> all = new LinkedHashSet<>(instruments);
        for (final VenueInstrument instrument : instruments) {
            instrument.restart(true);
        }
        tell(all);
        for (final VenueInstrument instrument : instruments) {
            if (!instrument.isDeleted()) {
                final Set<VenueInstrument> touched = new LinkedHashSet<>();
                publisher.republish(instrument, nowNs, touched);
                instrument.ordersArePublished();
                tell(touched);
            }
        }
        publisher.flush();
        loops.forEach(SnapshotPublisher::restart);
    }

    /** A new trading week, a week after {@code timeNs} or later: sequences, books and definitions start over. Returns its time. */
    public long startWeek(final long timeNs) {
        publisher.flush();
        lines.deliver(Long.MAX_VALUE);
        nowNs = weekEndNs(timeNs) + 30L * 3_600_000_000_000L;
        history.clear();
        publisher.restart();
        for (int i = 0; i < instruments.size(); i++) {
            instruments.get(i).restart(false);
            flows.get(i).forget();
        }
        tell(new LinkedHashSet<>(instruments));
        loops.forEach(SnapshotPublisher::restart);
        open(nowNs);
        return nowNs;
    }

    private static long weekEndNs(final long timeNs) {
        return SessionCalendar.FIVE_DAYS.endNs(SessionCalendar.FIVE_DAYS.session(timeNs));
    }

    /** Takes a line (0 is A) down, or up again. */
    public void lineDown(final int line, final boolean isDown) {
        lines.down(line, isDown);
    }

    /** Lets time pass: sends what is collected and what was delayed, and the next packets of the recovery feeds. */
    public void idle(final long timeNs) {
        nowNs = timeNs;
        publisher.flush();
        if (context.recoveryEvery() > 0) {
            stepLoops();
        }
        lines.deliver(timeNs);
    }

    /** Lets time pass between commands: what was delayed goes out when its time has come. */
    public void idleLines(final long timeNs) {
        nowNs = timeNs;
        publisher.flush();
        lines.deliver(timeNs);
    }

    /** Sends what is still being collected, and a heartbeat that no line loses: it shows the loss of the packet before. */
    public void close(final long timeNs) {
        nowNs = timeNs;
        publisher.flush();
        heartbeat(timeNs);
        lines.deliver(Long.MAX_VALUE);
    }

    /** A heartbeat that no line loses. */
    public void heartbeat(final long timeNs) {
        nowNs = timeNs;
        isClosing = true;
        publisher.heartbeat(timeNs);
        isClosing = false;
    }

    private void send(final long sequence, final DirectBuffer packet, final int length) {
        history.add(sequence, packet, length);
        lines.incremental(addresses.incremental(), packet, length, nowNs, isClosing);
    }

    /** What the replay service has to offer. */
    public PacketHistory history() {
        return history;
    }

    public List<VenueInstrument> instruments() {
        return List.copyOf(instruments);
    }

    /** Orders, changes and cancels so far. */
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

    /** The time at which the frame arrives that is being handed to the sink. */
    public long sinkTimeNs() {
        return lines.sinkTimeNs();
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
