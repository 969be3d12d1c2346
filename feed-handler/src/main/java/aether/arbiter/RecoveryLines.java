package aether.arbiter;

import aether.feed.AcceptedPacket;
import aether.feed.AcceptedPacketHandler;
import aether.feed.PacketFramer;
import aether.feed.PacketKind;
import aether.feed.PacketVerdict;
import aether.nic.Counters;
import aether.state.StateFields;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * The lines of one recovery feed: checks each packet as a whole, drops what another line brought already, and hands the rest
 * on. Order and completeness are of no concern here, since the feed repeats itself. One thread; does not allocate.
 */
public final class RecoveryLines {
    private static final int WINDOW = 1024;

    private final PacketKind kind;
    private final PacketFramer framer;
    private final int maxPacketLength;
    private final AcceptedPacketHandler output;
    private final Counters<RecoveryCounter> counters;
    private final AcceptedPacket packet = new AcceptedPacket();
    private final long[] sequences = new long[WINDOW];
    private final long[] sendingTimesNs = new long[WINDOW];

    RecoveryLines(
            final PacketKind kind,
            final PacketFramer framer,
            final int maxPacketLength,
            final AcceptedPacketHandler output,
            final Counters<RecoveryCounter> counters) {
        this.kind = kind;
        this.framer = framer;
        this.maxPacketLength = maxPacketLength;
        this.output = output;
        this.counters = counters;
        Arrays.fill(sequences, -1);
    }

    public void onPacket(
            final int line, final DirectBuffer buffer, final int offset, final int length, final long rxTimeNs) {
        counters.increment(RecoveryCounter.PACKETS);
        if (length < framer.headerLength()
                || length > maxPacketLength
                || framer.validate(buffer, offset, length) != PacketVerdict.WHOLE) {
            counters.increment(RecoveryCounter.MALFORMED);
            return;
        }
        final long sequence = framer.sequence(buffer, offset);
        final long sendingTimeNs = framer.sendingTimeNs(buffer, offset);
        final int slot = (int) sequence & WINDOW - 1;
        if (sequences[slot] == sequence && sendingTimesNs[slot] == sendingTimeNs) {
            counters.increment(RecoveryCounter.DUPLICATES);
            return;
        }
        sequences[slot] = sequence;
        sendingTimesNs[slot] = sendingTimeNs;
        counters.increment(RecoveryCounter.ACCEPTED);
        output.onPacket(packet.of(line, kind, sequence, rxTimeNs).wrap(buffer, offset, length));
    }

    void state(final StateFields fields) {
        fields.numbers(sequences, WINDOW);
        fields.numbers(sendingTimesNs, WINDOW);
    }
}
