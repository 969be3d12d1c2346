package aether.arbiter;

import aether.feed.AcceptedPacket;
import aether.feed.AcceptedPacketHandler;
import aether.feed.PacketFramer;
import aether.feed.PacketKind;
import aether.feed.PacketVerdict;
import aether.feed.SequencePolicy;
import aether.feed.SessionCalendar;
import aether.nic.Counters;
import aether.state.StateFields;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Merges the lines of one channel into one sequence: the first copy of each packet wins, packets that run ahead wait for the
 * hole in front of them, and a hole that no line will fill is declared lost.
 *
 * <p>A hole is declared lost when every line has passed it, when it has been open for the loss timeout (in the time that is
 * handed in), or when a packet arrives that the reorder ring cannot hold. A packet that was declared lost and arrives after
 * all is handed on as {@link PacketKind#LATE}. A packet that fails the whole-packet check counts as not received, so that
 * its twin can take its place.
 *
 * <p>A low sequence number is a duplicate unless its SendingTime lies in a later session or in the break before this one
 * ({@link SessionCalendar}), or too many of them in a row were sent later than anything accepted (a restarted feed gateway):
 * then the sequence starts over. Numbers that run on from session to session do not. Venues without SendingTime have a rule of
 * their own ({@link SequencePolicy}).
 *
 * <p>One thread. Does not allocate after construction. The lines are indexes from 0; two lines are commonly called A and B.
 */
public final class LineArbiter {
    private static final long UNKNOWN = -1;
    private static final long NEVER = Long.MAX_VALUE;

    private final ArbiterContext context;
    private final PacketFramer framer;
    private final AcceptedPacketHandler output;
    private final AcceptedPacketHandler fromRing = this::acceptHeld;
    private final Counters<ChannelCounter> counters;
    private final LineHealth health;
    private final Counters<PacketVerdict> verdicts;
    private final ReorderRing ring;
    private final AcceptedWindow window;
    private final long[] lineHigh;
    private final SequenceRestarts restarts;

    private final AcceptedPacket arriving = new AcceptedPacket();

    /** Of the packet that is being handled. */
    private long sendingTimeNs;

    private long expected = UNKNOWN;
    private long firstAccepted;
    private long lossDeadlineNs = NEVER;

    /**
     * Creates the arbiter and its counters.
     *
     * @param context concluded
     */
    public LineArbiter(final ArbiterContext context, final PacketFramer framer, final AcceptedPacketHandler output) {
        this.context = context;
        this.framer = framer;
        this.output = output;
        counters = new Counters<>(ChannelCounter.class);
        verdicts = new Counters<>(PacketVerdict.class);
        health = new LineHealth(context.lines());
        ring = new ReorderRing(context.ringPackets(), context.maxPacketLength());
        window = new AcceptedWindow(
                context.ringPackets() * 4,
                context.compareTwins() || context.sequencePolicy() == SequencePolicy.UNTIL_RESTART);
        restarts = new SequenceRestarts(context.sequencePolicy(), context.calendar(), context.resetAfter());
        lineHigh = new long[context.lines()];
    }

    /** A, B, C or D. */
    public static String lineName(final int line) {
        return String.valueOf((char) ('A' + line));
    }

    /**
     * One datagram of a line.
     *
     * @param line 0 to lines-1
     * @param rxTimeNs receive time, nanoseconds since the epoch: also the arbiter's notion of now
     */
    public void onPacket(
            final int line, final DirectBuffer buffer, final int offset, final int length, final long rxTimeNs) {
        health.arrived(line, length, rxTimeNs);
        if (rxTimeNs >= lossDeadlineNs) {
            onTime(rxTimeNs);
        }
        if (length < framer.headerLength()) {
            reject(line, PacketVerdict.TOO_SHORT);
            return;
        }
        final long sequence = framer.sequence(buffer, offset);
        final AcceptedPacket packet =
                arriving.of(line, PacketKind.IN_SEQUENCE, sequence, rxTimeNs).wrap(buffer, offset, length);
        sendingTimeNs = framer.sendingTimeNs(buffer, offset);
        if (sequence == expected) {
            onNext(packet);
        } else if (expected == UNKNOWN) {
            start(packet);
        } else if (sequence < expected) {
            onLow(packet);
        } else {
            onAhead(packet);
        }
    }

    /**
     * A packet that was lost and that a replay service brought: taken when it is lacking still, and left alone otherwise.
     *
     * @return true when it was taken
     */
    public boolean onReplayed(final DirectBuffer buffer, final int offset, final int length, final long rxTimeNs) {
        if (length < framer.headerLength() || expected == UNKNOWN) {
            return false;
        }
        final long sequence = framer.sequence(buffer, offset);
        if (sequence >= expected
                || sequence < firstAccepted
                || expected - sequence > window.capacity()
                || window.contains(sequence)) {
            return false;
        }
        sendingTimeNs = framer.sendingTimeNs(buffer, offset);
        onLate(arriving.of(0, PacketKind.LATE, sequence, rxTimeNs).wrap(buffer, offset, length));
        return true;
    }

    /**
     * A packet that an arbiter before this one has accepted, as it was: no line has brought it, and none is judged by it. The lines go on behind the last of
     * them: what they bring of these packets once more is a duplicate, and what was lost before may still come late.
     */
    public void resume(final AcceptedPacket packet) {
        final PacketKind kind = packet.kind();
        if (kind.isRecovery()) {
            output.onPacket(packet);
            return;
        }
        sendingTimeNs = framer.sendingTimeNs(packet.buffer(), packet.offset());
        if (expected == UNKNOWN || kind == PacketKind.SEQUENCE_RESET) {
            begin(packet);
        } else if (kind == PacketKind.IN_SEQUENCE) {
            expected = packet.sequence();
        }
        hand(packet);
    }

    /** The next packet in sequence, or -1 before the first. */
    public long expected() {
        return expected;
    }

    /** Lines of a recovery feed, with the arbiter's framer, limits and output. */
    public RecoveryLines recoveryLines(final PacketKind kind, final Counters<RecoveryCounter> recoveryCounters) {
        return new RecoveryLines(kind, framer, context.maxPacketLength(), output, recoveryCounters);
    }

    /** Lets time pass: declares a hole lost whose timeout has come. */
    public void onTime(final long nowNs) {
        while (ring.size() > 0 && nowNs >= lossDeadlineNs) {
            declareLoss();
        }
    }

    private void onNext(final AcceptedPacket packet) {
        if (!isWhole(packet)) {
            return;
        }
        raise(packet);
        accept(packet);
        if (ring.size() > 0) {
            drain();
        }
    }

    /** Its line has come as far as this. */
    private void raise(final AcceptedPacket packet) {
        lineHigh[packet.line()] = Math.max(lineHigh[packet.line()], packet.sequence());
    }

    private void onLow(final AcceptedPacket packet) {
        final Counters<LineCounter> lineCounters = health.line(packet.line());
        final long sequence = packet.sequence();
        if (restarts.startsOver(packet, sendingTimeNs, window)) {
            start(packet.as(PacketKind.SEQUENCE_RESET));
        } else if (window.contains(sequence)) {
            lineCounters.increment(
                    window.line(sequence) == packet.line() ? LineCounter.REPEATS : LineCounter.DUPLICATES);
            lineCounters.add(LineCounter.SKEW_NANOS, packet.rxTimeNs() - window.rxTimeNs(sequence));
            raise(packet);
            if (window.differs(packet)) {
                lineCounters.increment(LineCounter.CONTENT_MISMATCHES);
            }
        } else if (sequence >= firstAccepted && expected - sequence <= window.capacity()) {
            onLate(packet);
        } else {
            lineCounters.increment(LineCounter.STALE_SEQUENCES);
        }
    }

    private void onLate(final AcceptedPacket packet) {
        if (isWhole(packet)) {
            counters.increment(ChannelCounter.LATE_PACKETS);
            accept(packet.as(PacketKind.LATE));
        }
    }

    private void onAhead(final AcceptedPacket packet) {
        final Counters<LineCounter> lineCounters = health.line(packet.line());
        final long ahead = packet.sequence() - expected;
        if (restarts.isOfEarlierSequence(sendingTimeNs)) {
            lineCounters.increment(LineCounter.STALE_SEQUENCES);
            return;
        }
        if (ahead >= ring.capacity() && restarts.isLaterSession(sendingTimeNs, packet.rxTimeNs())) {
            start(packet.as(PacketKind.SEQUENCE_RESET));
            return;
        }
        if (ring.contains(packet.sequence())) {
            onHeldTwin(packet);
            return;
        }
        if (!isWhole(packet)) {
            return;
        }
        raise(packet);
        if (ahead >= ring.capacity()) {
            jumpTo(packet);
            return;
        }
        counters.increment(ChannelCounter.HELD_PACKETS);
        if (ring.size() == 0) {
            lossDeadlineNs = deadline(packet.rxTimeNs());
        }
        ring.put(packet);
        declareWhatEveryLinePassed();
    }

    private void onHeldTwin(final AcceptedPacket packet) {
        final Counters<LineCounter> lineCounters = health.line(packet.line());
        raise(packet);
        lineCounters.increment(
                ring.line(packet.sequence()) == packet.line() ? LineCounter.REPEATS : LineCounter.DUPLICATES);
        if (context.compareTwins() && ring.differs(packet)) {
            lineCounters.increment(LineCounter.CONTENT_MISMATCHES);
        }
        declareWhatEveryLinePassed();
    }

    /** The ring cannot hold it: everything before it that did not come is lost at once. */
    private void jumpTo(final AcceptedPacket packet) {
        counters.increment(ChannelCounter.FAR_JUMPS);
        while (ring.size() > 0) {
            declareLoss();
        }
        countLoss(packet.sequence() - expected);
        expected = packet.sequence();
        // Those that were held have left theirs.
        sendingTimeNs = framer.sendingTimeNs(packet.buffer(), packet.offset());
        accept(packet);
    }

    private void declareWhatEveryLinePassed() {
        while (ring.size() > 0 && everyLinePassed(expected)) {
            declareLoss();
        }
    }

    /** With a single line nothing but time tells loss from reorder. */
    private boolean everyLinePassed(final long sequence) {
        boolean passed = lineHigh.length > 1;
        for (int line = 0; passed && line < lineHigh.length; line++) {
            passed = lineHigh[line] > sequence + context.reorderTolerance();
        }
        return passed;
    }

    /** Gives up the hole in front of the lowest waiting packet, and goes on from there. */
    private void declareLoss() {
        final long next = ring.lowestFrom(expected);
        countLoss(next - expected);
        expected = next;
        drain();
    }

    private void countLoss(final long packets) {
        if (packets > 0) {
            counters.increment(ChannelCounter.GAPS);
            counters.add(ChannelCounter.LOST_PACKETS, packets);
        }
    }

    private void drain() {
        while (ring.size() > 0 && ring.contains(expected)) {
            ring.take(expected, fromRing);
        }
        // The next hole has been open since the packet behind it came.
        lossDeadlineNs = ring.size() == 0 ? NEVER : deadline(ring.rxTimeNs(ring.lowestFrom(expected)));
    }

    /** Times come from captures too, and may be anything. */
    private long deadline(final long openedNs) {
        final long deadlineNs = openedNs + context.lossTimeoutNs();
        return deadlineNs < openedNs ? NEVER : deadlineNs;
    }

    /** The sequence starts with this packet, if it is whole; whatever was before is void. */
    private void start(final AcceptedPacket packet) {
        if (!isWhole(packet)) {
            return;
        }
        if (packet.kind() == PacketKind.SEQUENCE_RESET) {
            counters.increment(ChannelCounter.SEQUENCE_RESETS);
            counters.add(ChannelCounter.ABANDONED_PACKETS, ring.size());
        }
        begin(packet);
        lineHigh[packet.line()] = packet.sequence();
        accept(packet);
    }

    private void begin(final AcceptedPacket packet) {
        ring.clear();
        window.clear();
        Arrays.fill(lineHigh, 0);
        lossDeadlineNs = NEVER;
        firstAccepted = packet.sequence();
        expected = packet.sequence();
        restarts.start(sendingTimeNs, packet.rxTimeNs());
    }

    private void acceptHeld(final AcceptedPacket packet) {
        sendingTimeNs = framer.sendingTimeNs(packet.buffer(), packet.offset());
        accept(packet);
    }

    private void accept(final AcceptedPacket packet) {
        health.line(packet.line()).increment(LineCounter.FIRST_ARRIVALS);
        hand(packet);
    }

    private void hand(final AcceptedPacket packet) {
        final boolean isNext = packet.sequence() == expected;
        window.add(packet);
        restarts.accept(isNext, sendingTimeNs, packet.rxTimeNs());
        if (isNext) {
            expected = packet.sequence() + 1;
        }
        output.onPacket(packet);
    }

    private boolean isWhole(final AcceptedPacket packet) {
        final PacketVerdict verdict = packet.length() > context.maxPacketLength()
                ? PacketVerdict.TOO_LONG
                : framer.validate(packet.buffer(), packet.offset(), packet.length());
        if (verdict == PacketVerdict.WHOLE) {
            return true;
        }
        reject(packet.line(), verdict);
        return false;
    }

    private void reject(final int line, final PacketVerdict verdict) {
        health.line(line).increment(LineCounter.MALFORMED);
        verdicts.increment(verdict);
    }

    /** What was counted until now is not of these lines: counts begin anew. */
    public void forgetCounts() {
        counters.clear();
        verdicts.clear();
        health.forget();
    }

    /** Channel counters; frames and datagrams that never became packets are counted here too. */
    public Counters<ChannelCounter> counters() {
        return counters;
    }

    /** Counters of one line. */
    public Counters<LineCounter> line(final int line) {
        return health.line(line);
    }

    /** All lines. */
    public LineHealth health() {
        return health;
    }

    /** Refused packets by reason; {@link PacketVerdict#WHOLE} stays 0. */
    public Counters<PacketVerdict> verdicts() {
        return verdicts;
    }

    /** Bytes of the longest packet that is taken. */
    public int longestPacket() {
        return context.maxPacketLength();
    }

    /** True while packets wait behind a hole. */
    public boolean isHoleOpen() {
        return ring.size() > 0;
    }

    /** All that it keeps between packets, while no hole is open. */
    public void state(final StateFields fields) {
        if (fields.isRead()) {
            ring.clear();
            lossDeadlineNs = NEVER;
        }
        expected = fields.number(expected);
        firstAccepted = fields.number(firstAccepted);
        fields.numbers(lineHigh, lineHigh.length);
        fields.counters(counters);
        fields.counters(verdicts);
        health.state(fields);
        window.state(fields);
        restarts.state(fields);
    }
}
