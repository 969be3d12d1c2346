package aether.arbiter;

import aether.nic.CounterRegister;
import aether.nic.Counters;
import aether.state.StateFields;
import java.util.Arrays;

/** Counters of each line of a channel, and what they say about it. Written by the arbiter, readable from any thread. */
public final class LineHealth {
    private final Counters<LineCounter>[] lines;

    LineHealth(final int count) {
        lines = newCounters(count);
        Arrays.setAll(lines, line -> new Counters<>(LineCounter.class));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of a generic type.
    private static Counters<LineCounter>[] newCounters(final int count) {
        return new Counters[count];
    }

    /** How many lines there are. */
    public int lines() {
        return lines.length;
    }

    void registerCounters(final CounterRegister register) {
        for (int line = 0; line < lines.length; line++) {
            register.add("line " + LineArbiter.lineName(line), lines[line]);
        }
    }

    /** Counters of one line. */
    public Counters<LineCounter> line(final int line) {
        return lines[line];
    }

    /** A packet arrived. */
    void arrived(final int line, final int length, final long rxTimeNs) {
        final Counters<LineCounter> counters = lines[line];
        counters.increment(LineCounter.PACKETS);
        counters.add(LineCounter.BYTES, length);
        counters.set(LineCounter.LAST_PACKET_TIME, rxTimeNs);
    }

    /** A packet arrived damaged, as its checksums say. */
    void refuse(final int line, final int length, final long rxTimeNs) {
        arrived(line, length, rxTimeNs);
        lines[line].increment(LineCounter.BAD_CHECKSUMS);
    }

    /** Packets that one of the lines was the first to bring. */
    public long acceptedPackets() {
        long accepted = 0;
        for (final Counters<LineCounter> line : lines) {
            accepted += line.get(LineCounter.FIRST_ARRIVALS);
        }
        return accepted;
    }

    /**
     * True when the line has been silent for longer than {@code limitNs} while another one has not: one leg of the
     * redundancy is gone, though no data are missing yet.
     */
    public boolean isSilent(final int line, final long nowNs, final long limitNs) {
        boolean anotherIsAlive = false;
        for (int other = 0; other < lines.length; other++) {
            anotherIsAlive |= other != line && nowNs - lastPacketTimeNs(other) <= limitNs;
        }
        return anotherIsAlive && nowNs - lastPacketTimeNs(line) > limitNs;
    }

    /** True when no line has brought anything, not even a heartbeat, for longer than {@code limitNs}. */
    public boolean isChannelSilent(final long nowNs, final long limitNs) {
        boolean isSilent = true;
        for (int line = 0; line < lines.length; line++) {
            isSilent &= nowNs - lastPacketTimeNs(line) > limitNs;
        }
        return isSilent;
    }

    private long lastPacketTimeNs(final int line) {
        return lines[line].get(LineCounter.LAST_PACKET_TIME);
    }

    void forget() {
        for (final Counters<LineCounter> line : lines) {
            line.clear();
        }
    }

    void state(final StateFields fields) {
        for (final Counters<LineCounter> line : lines) {
            fields.counters(line);
        }
    }
}
