package aether.nic.packet;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.nic.MulticastGroup;
import aether.nic.RandomFrames;
import aether.nic.socket.MulticastEndpoint;
import java.util.Collections;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The filter's program, run by a small interpreter, against the rules written out. */
class FeedFilterTest {
    private static final int FRAMES = 200_000;
    private static final List<MulticastEndpoint> FEEDS = List.of(
            new MulticastEndpoint("eth1", new MulticastGroup(RandomFrames.GROUPS[0], RandomFrames.PORTS[0])),
            new MulticastEndpoint("eth1", new MulticastGroup(RandomFrames.GROUPS[1], RandomFrames.PORTS[1])));

    @Test
    void shouldAcceptWhatTheRulesAccept() {
        final long seed = 11;
        final RandomFrames frames = new RandomFrames(seed);
        final List<int[]> program = FeedFilter.program(FEEDS);
        int accepted = 0;
        for (int i = 0; i < FRAMES; i++) {
            final UnsafeBuffer frame = frames.next(false);
            // The ethertype is the socket's own condition, and comes before the filter.
            if (frame.getShort(12, BIG_ENDIAN) == 0x0800) {
                final boolean wanted = RandomFrames.isWanted(frame, frames.length(), 38);
                assertEquals(wanted, run(program, frame, frames.length()) != 0, "seed " + seed + ", frame " + i);
                accepted += wanted ? 1 : 0;
            }
        }
        assertTrue(accepted > FRAMES / 20, "accepted " + accepted);
    }

    @Test
    void shouldRefuseMoreFeedsThanAProgramHolds() {
        final List<MulticastEndpoint> many = Collections.nCopies(1_000, FEEDS.getFirst());
        assertThrows(IllegalArgumentException.class, () -> FeedFilter.program(many));
    }

    /** A load behind the end of the frame drops it, as in the kernel. */
    private static int run(final List<int[]> program, final UnsafeBuffer frame, final int length) {
        int accumulator = 0;
        for (int at = 0; ; at++) {
            final int[] code = program.get(at);
            final int value = code[3];
            switch (code[0]) {
                case 0x20 -> {
                    if (value + 4 > length) {
                        return 0;
                    }
                    accumulator = frame.getInt(value, BIG_ENDIAN);
                }
                case 0x28 -> {
                    if (value + 2 > length) {
                        return 0;
                    }
                    accumulator = frame.getShort(value, BIG_ENDIAN) & 0xFFFF;
                }
                case 0x30 -> {
                    if (value + 1 > length) {
                        return 0;
                    }
                    accumulator = frame.getByte(value) & 0xFF;
                }
                case 0x15 -> at += accumulator == value ? code[1] : code[2];
                case 0x45 -> at += (accumulator & value) != 0 ? code[1] : code[2];
                case 0x06 -> {
                    return value;
                }
                default -> throw new AssertionError("unknown instruction " + code[0]);
            }
        }
    }
}
