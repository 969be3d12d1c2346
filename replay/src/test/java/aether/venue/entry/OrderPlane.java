package aether.venue.entry;

import aether.gateway.CoreListener;
import aether.gateway.InputWriter;
import aether.gateway.Market;
import aether.gateway.OrderCore;
import aether.gateway.OrderInput;
import aether.ilink3.SessionEnd;
import aether.ilink3.SessionSettings;
import aether.ilink3.SessionSignature;
import aether.ilink3.Sofh;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderTerms;
import aether.order.TimeInForce;
import aether.risk.InstrumentLimits;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import aether.venue.ChannelAddresses;
import aether.venue.Side;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.VenueInstrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The appliance's order core and the venue's order entry, joined by two queues of frames in place of a connection. */
class OrderPlane implements CoreListener {
    static final long NO = Market.NO_PRICE;
    static final String SECRET = "c2VjcmV0LW9mLXRoZS10ZXN0LXNlc3Npb24tMDEyMzQ1Njc4OQ";
    static final SessionSettings SETTINGS =
            new SessionSettings("ABC", "FIRM1", "ACCESSKEY", "TRADER", "DE", "Aether", "1", "Aether", 1_000);
    static final long START_NS = 1_700_400_000_000_000_000L;

    /** Every input with its time, to be applied again. */
    record Input(OrderInput type, long timeNs, byte[] bytes) {}

    final List<Input> inputs = new ArrayList<>();
    final List<byte[]> sent = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    final SimulatedVenue venue;
    final ClientSession session;
    final OrderEntry entry;
    final OrderCore core = new OrderCore(SETTINGS, 256, 16, this);
    final InputWriter writer = new InputWriter();
    private final SessionSignature signature = new SessionSignature(SECRET);
    private final Deque<byte[]> toVenue = new ArrayDeque<>();
    private final Deque<byte[]> toClient = new ArrayDeque<>();
    private final UnsafeBuffer none = new UnsafeBuffer(new byte[8]);
    SessionEnd end;
    boolean isConnected;
    long nowNs = START_NS;
    long lastClOrdId;
    private long lastGiven = 1L << 52;

    OrderPlane(final long seed) {
        this(seed, new OrderEntryContext().conclude());
    }

    OrderPlane(final long seed, final OrderEntryContext context) {
        venue = new SimulatedVenue(
                new VenueContext().seed(seed).instruments(3).conclude(),
                new FrameSink() {
                    @Override
                    public boolean offer(final DirectBuffer frame, final int length) {
                        return true;
                    }

                    @Override
                    public void close() {}
                },
                new ChannelAddresses(
                        new ChannelAddresses.Feed(new MulticastGroup(1, 1), new MulticastGroup(2, 2)),
                        null,
                        null,
                        null));
        session = new ClientSession(new SessionSignature(SECRET));
        entry = new OrderEntry(new VenueMatching(venue), session, context);
        venue.open(nowNs);
        for (final RiskLimit limit : RiskLimit.values()) {
            apply(OrderInput.LIMIT, writer.limit(limit, 0, generous(limit)));
        }
        for (final VenueInstrument instrument : venue.instruments()) {
            apply(
                    OrderInput.INSTRUMENT,
                    writer.instrument(
                            instrument.securityId(),
                            new InstrumentLimits()
                                    .tick(instrument.tick())
                                    .quantities(1, 50_000)
                                    .multiplier(1)
                                    .prices(NO, NO, NO)));
        }
    }

    private static long generous(final RiskLimit limit) {
        return switch (limit) {
            case MESSAGE_WINDOW -> 1;
            case DUPLICATE_WINDOW -> 0;
            case MESSAGES, CANCELS -> 4_000;
            case COLLAR_TICKS -> 1_000_000;
            default -> Long.MAX_VALUE / 4;
        };
    }

    void apply(final OrderInput type, final int length) {
        apply(type, writer.buffer(), 0, length);
    }

    void apply(final OrderInput type, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        inputs.add(new Input(type, nowNs, bytes));
        core.apply(type, nowNs, buffer, offset, length);
    }

    void connect() {
        toVenue.clear();
        toClient.clear();
        isConnected = true;
        end = null;
        session.connected(toClient::add);
        apply(OrderInput.CONNECTED, none, 0, 0);
    }

    /** Everything under way is lost. */
    void disconnect() {
        toVenue.clear();
        toClient.clear();
        isConnected = false;
        session.disconnected();
        apply(OrderInput.DISCONNECTED, none, 0, 0);
    }

    /** As many frames as are there, in both directions, until nothing moves. */
    void deliverAll() {
        while (deliverToVenue() | deliverToClient()) {
            nowNs += 1_000;
        }
    }

    boolean deliverToVenue() {
        if (toVenue.isEmpty()) {
            return false;
        }
        final UnsafeBuffer frame = new UnsafeBuffer(toVenue.removeFirst());
        switch (session.onFrame(frame, 0, nowNs)) {
            case EXECUTE -> {
                if (!entry.onFrame(frame, 0, nowNs)) {
                    toVenue.clear();
                }
            }
            case CLOSE -> toVenue.clear();
            case DONE -> {}
        }
        return true;
    }

    boolean deliverToClient() {
        if (toClient.isEmpty()) {
            return false;
        }
        final byte[] frame = toClient.removeFirst();
        apply(OrderInput.FRAME, new UnsafeBuffer(frame), 0, frame.length);
        return true;
    }

    /** Frames of the venue that have not arrived. */
    Deque<byte[]> toClient() {
        return toClient;
    }

    Deque<byte[]> toVenue() {
        return toVenue;
    }

    void time(final long laterNs) {
        nowNs += laterNs;
        apply(OrderInput.TIME, none, 0, 0);
        session.onTime(nowNs);
    }

    /** Mass status requests among what was sent. */
    long statusRequests() {
        return sent.stream()
                .filter(frame -> Sofh.templateId(new UnsafeBuffer(frame), 0) == 530)
                .count();
    }

    void logOn() {
        connect();
        deliverAll();
    }

    int instrument(final int index) {
        return venue.instruments().get(index).securityId();
    }

    long tick() {
        return venue.instruments().getFirst().tick();
    }

    /** A limit order of the day around 1000 ticks; returns its ClOrdID. */
    long order(final int index, final boolean isBuy, final long ticks, final int quantity, final int timeInForce) {
        apply(
                OrderInput.NEW_ORDER,
                writer.order(
                        new OrderTerms()
                                .of(1, ++lastGiven, 7)
                                .instrument(instrument(index))
                                .limit(
                                        isBuy ? aether.order.Side.BUY : aether.order.Side.SELL,
                                        (1000 + ticks) * tick(),
                                        quantity,
                                        TimeInForce.of(timeInForce)),
                        new Market().set(1, 999 * tick(), 1001 * tick(), true, nowNs)));
        return lastClOrdId;
    }

    void replace(final long clOrdId, final long ticks, final int quantity) {
        apply(
                OrderInput.REPLACE,
                writer.replace(
                        clOrdId,
                        (1000 + ticks) * tick(),
                        quantity,
                        new Market().set(1, 999 * tick(), 1001 * tick(), true, nowNs)));
    }

    /** Everything of the strategy. */
    void cancelAll() {
        apply(OrderInput.CANCEL_STRATEGY, writer.cancelStrategy(1));
    }

    void cancel(final long clOrdId) {
        apply(OrderInput.CANCEL, writer.cancel(clOrdId));
    }

    /** Somebody else in the market. */
    void other(final int index, final boolean isBuy, final long ticks, final int quantity, final long orderId) {
        venue.execute(
                venue.instruments().get(index),
                engine -> engine.limit(orderId, isBuy ? Side.BUY : Side.SELL, (1000 + ticks) * tick(), quantity),
                nowNs);
    }

    @Override
    public void onSend(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] frame = new byte[length];
        buffer.getBytes(offset, frame);
        sent.add(frame.clone());
        if (isConnected) {
            final UnsafeBuffer signed = new UnsafeBuffer(frame);
            if (SessionSignature.isSigned(Sofh.templateId(signed, 0))) {
                signature.sign(signed, 0);
            }
            toVenue.add(frame);
        }
    }

    @Override
    public void onClose(final SessionEnd why) {
        end = why;
    }

    @Override
    public void onPlaced(final Order order) {
        lastClOrdId = order.clOrdId();
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        told.add(event + " " + order.status());
    }

    @Override
    public void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        told.add("refused " + check);
    }

    @Override
    public void onAlert(final String what, final long value) {
        told.add(what + " " + value);
    }

    Order order(final long clOrdId) {
        return core.orders().byClOrdId(clOrdId);
    }
}
