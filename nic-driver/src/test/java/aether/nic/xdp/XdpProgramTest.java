package aether.nic.xdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.nic.RandomFrames;
import java.nio.ByteOrder;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The program in front of the kernel, run by a small interpreter, against the rules written out. */
class XdpProgramTest {
    private static final int FRAMES = 200_000;
    private static final int SOCKETS = 7;
    private static final int GROUPS = 8;
    private static final int QUEUE = 3;
    private static final long DATA = 0x1000_0000L;
    private static final long CONTEXT = 0x2000_0000L;
    private static final long STACK = 0x3000_0000L;
    private static final int PASS = 2;
    private static final int REDIRECT = 4;
    /** Keys as the map has them: address and port in network order. */
    private static final Set<Long> KEYS = Set.of(key(0), key(1));

    private final long[] registers = new long[11];
    private final UnsafeBuffer stack = new UnsafeBuffer(new byte[64]);
    private UnsafeBuffer frame;
    private int length;
    private long redirectedQueue;

    private static long key(final int feed) {
        final UnsafeBuffer bytes = new UnsafeBuffer(new byte[8]);
        bytes.putInt(0, RandomFrames.GROUPS[feed], ByteOrder.BIG_ENDIAN);
        bytes.putShort(4, (short) RandomFrames.PORTS[feed], ByteOrder.BIG_ENDIAN);
        return bytes.getLong(0, ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void shouldRedirectWhatTheRulesAcceptAndPassTheRest() {
        final long seed = 12;
        final RandomFrames frames = new RandomFrames(seed);
        final long[] program = XdpProgram.instructions(SOCKETS, GROUPS, false);
        int redirected = 0;
        for (int i = 0; i < FRAMES; i++) {
            frame = frames.next(true);
            length = frames.length();
            final boolean wanted = RandomFrames.isWanted(frame, length, 42);
            assertEquals(wanted ? REDIRECT : PASS, run(program), "seed " + seed + ", frame " + i);
            assertTrue(!wanted || redirectedQueue == QUEUE);
            redirected += wanted ? 1 : 0;
        }
        assertTrue(redirected > FRAMES / 20, "redirected " + redirected);
    }

    private int run(final long[] program) {
        registers[1] = CONTEXT;
        registers[10] = STACK + stack.capacity();
        for (int at = 0; ; at++) {
            final long code = program[at];
            final int dst = (int) (code >>> 8 & 0xF);
            final int src = (int) (code >>> 12 & 0xF);
            final int offset = (short) (code >>> 16);
            final int value = (int) (code >>> 32);
            switch ((int) (code & 0xFF)) {
                case 0x61 -> registers[dst] = load(registers[src] + offset, 4);
                case 0x69 -> registers[dst] = load(registers[src] + offset, 2);
                case 0x71 -> registers[dst] = load(registers[src] + offset, 1);
                case 0x63 -> stack.putInt((int) (registers[dst] + offset - STACK), (int) registers[src]);
                case 0xbf -> registers[dst] = registers[src];
                case 0xb7 -> registers[dst] = value;
                case 0x07 -> registers[dst] += value;
                case 0x57 -> registers[dst] &= value;
                case 0x15 -> at += registers[dst] == value ? offset : 0;
                case 0x55 -> at += registers[dst] == value ? 0 : offset;
                case 0x2d -> at += Long.compareUnsigned(registers[dst], registers[src]) > 0 ? offset : 0;
                case 0x18 -> {
                    registers[dst] = value;
                    at++;
                }
                case 0x85 -> registers[0] = call(value);
                case 0x95 -> {
                    return (int) registers[0];
                }
                default -> throw new AssertionError("unknown instruction " + Long.toHexString(code));
            }
        }
    }

    private long call(final int helper) {
        if (helper == 1) {
            assertEquals(GROUPS, registers[1]);
            return KEYS.contains(stack.getLong((int) (registers[2] - STACK))) ? 1 : 0;
        }
        assertEquals(51, helper);
        assertEquals(SOCKETS, registers[1]);
        assertEquals(PASS, registers[3]);
        redirectedQueue = registers[2];
        return REDIRECT;
    }

    /** A read outside of the frame is what the kernel's verifier would have refused. */
    private long load(final long address, final int bytes) {
        if (address >= CONTEXT && address < CONTEXT + 24) {
            return switch ((int) (address - CONTEXT)) {
                case 0 -> DATA;
                case 4 -> DATA + length;
                case 16 -> QUEUE;
                default -> throw new AssertionError("unknown field of the context");
            };
        }
        final int index = (int) (address - DATA);
        assertTrue(index >= 0 && index + bytes <= length, "read at " + index + " of " + length);
        return switch (bytes) {
            case 1 -> frame.getByte(index) & 0xFF;
            case 2 -> frame.getShort(index, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            default -> frame.getInt(index, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
        };
    }
}
