package aether.bench.simulation;

import aether.cluster.InputLayout;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/** Sees everything, and says what must not be; the first such thing. */
final class Witness {
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final long PRIME = 0x100000001B3L;
    private static final long BASIS = 0xCBF29CE484222325L;

    /** A frame: after how many inputs, and when the last of them was proposed. */
    private record Made(long inputs, long causeNs) {}

    private final VirtualTime time;
    private final long heartbeatNs;
    private final Story story;
    private final LongHashSet recorded = new LongHashSet();
    private final Long2LongHashMap states = new Long2LongHashMap(UNKNOWN);
    private final Long2LongHashMap[] proposedNs;
    private final long[] at;
    private final long[] applied;
    private final Long2ObjectHashMap<Made>[] made;
    private final long[] causes;
    private final long[] causeNs;
    private boolean hasMisread;
    private String violation;
    private long violatedNs;
    private long compared;
    private long digest = BASIS;

    Witness(final VirtualTime time, final int members, final long heartbeatNs, final Story story) {
        this.time = time;
        this.story = story;
        this.heartbeatNs = heartbeatNs;
        proposedNs = new Long2LongHashMap[members];
        Arrays.setAll(proposedNs, any -> new Long2LongHashMap(UNKNOWN));
        at = new long[members];
        applied = new long[members];
        made = newMaps(members);
        causes = new long[members];
        causeNs = new long[members];
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Long2ObjectHashMap<Made>[] newMaps(final int members) {
        final Long2ObjectHashMap<Made>[] maps = new Long2ObjectHashMap[members];
        Arrays.setAll(maps, any -> new Long2ObjectHashMap<>());
        return maps;
    }

    /** What tells inputs apart. */
    static long key(final long timeNs, final int type, final DirectBuffer buffer, final int offset, final int length) {
        long key = mix(mix(BASIS, timeNs), type);
        for (int i = offset; i < offset + length; i++) {
            key = mix(key, buffer.getByte(i));
        }
        return key;
    }

    private static long mix(final long hash, final long value) {
        return (hash ^ value) * PRIME;
    }

    /** Of a message in the log. */
    private static long key(final DirectBuffer message, final int offset, final int length) {
        return key(
                InputLayout.timeNs(message, offset),
                InputLayout.type(message, offset),
                message,
                offset + InputLayout.LENGTH,
                length - InputLayout.LENGTH);
    }

    /** A majority has it. */
    void recorded(final DirectBuffer message, final int offset, final int length) {
        recorded.add(key(message, offset, length));
    }

    /** A member wants it recorded; perhaps not for the first time. */
    void proposed(final int member, final DirectBuffer message, final int offset, final int length) {
        proposedNs[member].putIfAbsent(key(message, offset, length), time.nowNs());
    }

    /** A member is at this place: after so many inputs, and with so much said. */
    void applying(final int member, final long inputs, final long outputHash) {
        at[member] = inputs;
        has(member, inputs);
        final long before = states.putIfAbsent(inputs, outputHash);
        if (before == UNKNOWN) {
            digest = mix(digest, outputHash);
        } else if (before != outputHash) {
            violated("machine " + member + " has said something else than the others after " + inputs + " inputs");
        } else {
            compared++;
        }
    }

    /** A member has come that far, by a checkpoint perhaps. */
    void has(final int member, final long inputs) {
        applied[member] = Math.max(applied[member], inputs);
    }

    /** An input that it applies there. */
    void applied(final int member, final long key) {
        // Where a clock has jumped back, time stands still, and the same may be said once more, or twice at one moment.
        final long firstNs = proposedNs[member].remove(key);
        causeNs[member] = firstNs == UNKNOWN && key == causes[member] ? causeNs[member] : firstNs;
        causes[member] = key;
        if (!recorded.contains(key)) {
            violated("machine " + member + " applied what no majority has");
        }
    }

    /** A member reads something else than was sent. */
    void misread() {
        hasMisread = true;
    }

    /** A member does not believe its books. */
    void distrusted(final int member) {
        if (!hasMisread) {
            violated("machine " + member + " does not believe a book, and nobody has read anything wrong");
        }
    }

    /** A member's core makes a frame, on account of what it applies. */
    void made(final int member, final DirectBuffer buffer, final int offset, final int length) {
        made[member].put(key(0, 0, buffer, offset, length), new Made(at[member], causeNs[member]));
    }

    /** Bytes leave a member for the exchange. What is signed on the way, or left over, is not known by its bytes. */
    void sent(final int member, final byte[] bytes) {
        final Made frame = made[member].remove(key(0, 0, new UnsafeBuffer(bytes), 0, bytes.length));
        if (frame == null) {
            return;
        }
        if (frame.causeNs() == UNKNOWN) {
            violated("machine " + member + " sent what it did not propose");
        } else if (time.nowNs() - frame.causeNs() > heartbeatNs) {
            violated("machine " + member + " sent something later than a heartbeat after it was wanted");
        } else if (Arrays.stream(applied)
                        .filter(inputs -> inputs >= frame.inputs())
                        .count()
                <= applied.length / 2) {
            violated("machine " + member + " sent something before most machines had applied what caused it");
        }
    }

    Story story() {
        return story;
    }

    void violated(final String what) {
        if (violation == null) {
            violation = what;
            violatedNs = time.nowNs();
        }
    }

    /** Null while everything is as it must be. */
    String violation() {
        return violation == null ? null : String.format("%s, at %.3f s", violation, violatedNs / 1e9);
    }

    boolean isContent() {
        return violation == null;
    }

    /** States that two machines, or one twice, have come to. */
    long compared() {
        return compared;
    }

    /** Over everything that was applied, in order. */
    long digest() {
        return digest;
    }
}
