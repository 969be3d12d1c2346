package aether.nic.xdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes BPF instructions, with jumps to labels further on. Source: the kernel's BPF instruction set specification.
 *
 * <pre>
 *   0        8    12   16               32                              64
 *  +--------+----+----+----------------+-------------------------------+
 *  | opcode | dst| src|  jump offset   |       immediate value         |   little-endian
 *  +--------+----+----+----------------+-------------------------------+
 * </pre>
 */
final class BpfAssembler {
    static final int R0 = 0;
    static final int R1 = 1;
    static final int R2 = 2;
    static final int R3 = 3;
    static final int R4 = 4;
    static final int R5 = 5;
    static final int R6 = 6;
    static final int R7 = 7;
    /** The frame pointer; the stack is below it. */
    static final int STACK = 10;

    private static final int LOAD_WORD = 0x61;
    private static final int LOAD_HALF = 0x69;
    private static final int LOAD_BYTE = 0x71;
    private static final int STORE_WORD = 0x63;
    private static final int STORE_DOUBLE = 0x7b;
    private static final int MOVE = 0xbf;
    private static final int MOVE_VALUE = 0xb7;
    private static final int ADD_VALUE = 0x07;
    private static final int AND_VALUE = 0x57;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_NOT_EQUAL = 0x55;
    private static final int JUMP_ABOVE = 0x2d;
    private static final int LOAD_MAP = 0x18;
    private static final int MAP_BY_DESCRIPTOR = 1;
    private static final int CALL = 0x85;
    private static final int EXIT = 0x95;
    private static final long OFFSET_MASK = 0xFFFFL;

    private final List<Long> code = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Integer, String> jumps = new HashMap<>();

    private BpfAssembler emit(final int opcode, final int dst, final int src, final int offset, final int value) {
        code.add(opcode & 0xFFL
                | (dst & 0xFL) << 8
                | (src & 0xFL) << 12
                | (offset & OFFSET_MASK) << 16
                | (long) value << 32);
        return this;
    }

    BpfAssembler move(final int dst, final int src) {
        return emit(MOVE, dst, src, 0, 0);
    }

    BpfAssembler value(final int dst, final int value) {
        return emit(MOVE_VALUE, dst, 0, 0, value);
    }

    BpfAssembler add(final int dst, final int value) {
        return emit(ADD_VALUE, dst, 0, 0, value);
    }

    BpfAssembler and(final int dst, final int value) {
        return emit(AND_VALUE, dst, 0, 0, value);
    }

    /** 32 bits at {@code base + offset}. */
    BpfAssembler word(final int dst, final int base, final int offset) {
        return emit(LOAD_WORD, dst, base, offset, 0);
    }

    /** 16 bits as they lie in memory: a network field comes out with its bytes swapped. */
    BpfAssembler half(final int dst, final int base, final int offset) {
        return emit(LOAD_HALF, dst, base, offset, 0);
    }

    BpfAssembler octet(final int dst, final int base, final int offset) {
        return emit(LOAD_BYTE, dst, base, offset, 0);
    }

    BpfAssembler storeWord(final int base, final int offset, final int src) {
        return emit(STORE_WORD, base, src, offset, 0);
    }

    BpfAssembler storeDouble(final int base, final int offset, final int src) {
        return emit(STORE_DOUBLE, base, src, offset, 0);
    }

    BpfAssembler ifEqual(final int register, final int value, final String label) {
        jumps.put(code.size(), label);
        return emit(JUMP_EQUAL, register, 0, 0, value);
    }

    BpfAssembler ifNotEqual(final int register, final int value, final String label) {
        jumps.put(code.size(), label);
        return emit(JUMP_NOT_EQUAL, register, 0, 0, value);
    }

    /** Jumps when {@code register > other}, unsigned. */
    BpfAssembler ifAbove(final int register, final int other, final String label) {
        jumps.put(code.size(), label);
        return emit(JUMP_ABOVE, register, other, 0, 0);
    }

    /** A map by its file descriptor: two instructions wide. */
    BpfAssembler map(final int dst, final int fd) {
        emit(LOAD_MAP, dst, MAP_BY_DESCRIPTOR, 0, fd);
        return emit(0, 0, 0, 0, 0);
    }

    /** A helper function by its number. */
    BpfAssembler call(final int helper) {
        return emit(CALL, 0, 0, 0, helper);
    }

    BpfAssembler exit() {
        return emit(EXIT, 0, 0, 0, 0);
    }

    BpfAssembler label(final String name) {
        labels.put(name, code.size());
        return this;
    }

    /** The instructions, jumps resolved. */
    long[] assemble() {
        final long[] instructions = code.stream().mapToLong(Long::longValue).toArray();
        jumps.forEach((at, label) -> {
            final long offset = labels.get(label) - at - 1L;
            instructions[at] = instructions[at] & ~(OFFSET_MASK << 16) | (offset & OFFSET_MASK) << 16;
        });
        return instructions;
    }
}
