package aether.nic.packet;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import aether.nic.FrameLayout;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.Socket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * What of an interface's frames the kernel copies into the ring: the feeds', see {@link FrameLayout}. A classic BPF program: {@code code u16 | jump if true u8 | jump if false u8 | value u32} each.
 */
final class FeedFilter {
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_BYTE = 0x30;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_SET = 0x45;
    private static final int RETURN = 0x06;
    private static final int INSTRUCTION_LENGTH = 8;
    private static final int MOST_INSTRUCTIONS = 4096;
    private static final int WHOLE_FRAME = 0x40000;

    private static final int IP = FrameLayout.ETHERNET_LENGTH;
    private static final int PORT = IP + FrameLayout.IP_LENGTH + FrameLayout.UDP_DESTINATION_PORT;

    private FeedFilter() {}

    static void attach(final Socket socket, final List<MulticastEndpoint> feeds) {
        final List<int[]> code = program(feeds);
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment instructions = arena.allocate((long) INSTRUCTION_LENGTH * code.size(), Long.BYTES);
            for (int i = 0; i < code.size(); i++) {
                final long at = (long) i * INSTRUCTION_LENGTH;
                instructions.set(JAVA_SHORT, at, (short) code.get(i)[0]);
                instructions.set(JAVA_BYTE, at + 2, (byte) code.get(i)[1]);
                instructions.set(JAVA_BYTE, at + 3, (byte) code.get(i)[2]);
                instructions.set(JAVA_INT, at + 4, code.get(i)[3]);
            }
            // struct sock_fprog: 0 count u16 | 8 instructions*
            final MemorySegment program = arena.allocate(16, Long.BYTES);
            program.set(JAVA_SHORT, 0, (short) code.size());
            program.set(JAVA_LONG, 8, instructions.address());
            socket.set(Socket.SOL_SOCKET, Socket.SO_ATTACH_FILTER, program, "setting its filter");
        }
    }

    static List<int[]> program(final List<MulticastEndpoint> feeds) {
        final List<int[]> code = new ArrayList<>();
        accept(code, LOAD_BYTE, IP, JUMP_EQUAL, FrameLayout.IP_WITHOUT_OPTIONS);
        accept(code, LOAD_BYTE, IP + FrameLayout.IP_PROTOCOL, JUMP_EQUAL, FrameLayout.PROTOCOL_UDP);
        code.add(new int[] {LOAD_HALF, 0, 0, IP + FrameLayout.IP_FLAGS});
        code.add(new int[] {JUMP_SET, 0, 1, FrameLayout.FRAGMENT_BITS});
        code.add(new int[] {RETURN, 0, 0, 0});
        for (final MulticastEndpoint feed : feeds) {
            code.add(new int[] {LOAD_WORD, 0, 0, IP + FrameLayout.IP_DESTINATION});
            code.add(new int[] {JUMP_EQUAL, 0, 3, feed.address()});
            code.add(new int[] {LOAD_HALF, 0, 0, PORT});
            code.add(new int[] {JUMP_EQUAL, 0, 1, feed.port()});
            code.add(new int[] {RETURN, 0, 0, WHOLE_FRAME});
        }
        code.add(new int[] {RETURN, 0, 0, 0});
        if (code.size() > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException("too many feeds for one filter: " + feeds.size());
        }
        return code;
    }

    /** Goes on when the field is {@code value}, and drops the frame when it is not. */
    private static void accept(
            final List<int[]> code, final int load, final int offset, final int jump, final int value) {
        code.add(new int[] {load, 0, 0, offset});
        code.add(new int[] {jump, 1, 0, value});
        code.add(new int[] {RETURN, 0, 0, 0});
    }
}
