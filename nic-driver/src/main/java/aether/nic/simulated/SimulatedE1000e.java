package aether.nic.simulated;

import java.util.Set;

/** An Intel 82574L. Source: Intel 82574 GbE Controller Family Datasheet, chapters 7 and 10. */
public final class SimulatedE1000e extends SimulatedIntelCard {
    private static final int CTRL = 0x0000;
    private static final int STATUS = 0x0008;
    private static final int EECD = 0x0010;
    private static final int ICR = 0x00C0;
    private static final int IMS = 0x00D0;
    private static final int IMC = 0x00D8;
    private static final int RCTL = 0x0100;
    private static final int TCTL = 0x0400;
    private static final int RDBAL = 0x2800;
    private static final int TDBAL = 0x3800;
    private static final int MPC = 0x4010;
    private static final int GPRC = 0x4074;
    private static final int GPTC = 0x4080;
    private static final int MTA = 0x5200;
    private static final int RAL0 = 0x5400;
    private static final Set<Integer> CLEARED_BY_READING = Set.of(ICR, 0x4000, 0x400C, MPC, GPRC, GPTC, 0x40A4, 0x40AC);
    private static final int RESET = 1 << 26;
    private static final int SET_LINK_UP = 1 << 6;
    private static final int MASTER_DISABLE = 1 << 2;
    private static final int MASTER_ENABLED = 1 << 19;
    private static final int ENABLE = 1 << 1;
    private static final int BROADCAST = 1 << 15;
    private static final long DONE_AND_WHOLE = 3L << 32;

    private long tailWrites;
    private long doorbells;

    /** A card with an address of its own, six bytes. */
    public SimulatedE1000e(final byte[] address) {
        super(address, RDBAL, TDBAL, MTA, RAL0);
        powerOn();
    }

    @Override
    void preset() {
        set(CTRL, 0x0014_0201);
        set(EECD, 1 << 9);
    }

    @Override
    int get(final int offset, final int width) {
        require(offset, width);
        if (offset == STATUS) {
            final boolean isUp = hasLink() && (register(CTRL) & SET_LINK_UP) != 0;
            return 0x80 | (isUp ? 2 : 0) | (mayReachMemory() ? MASTER_ENABLED : 0);
        }
        final int value = register(offset);
        if (CLEARED_BY_READING.contains(offset)) {
            set(offset, 0);
        }
        return value;
    }

    @Override
    void put(final int offset, final int width, final int value) {
        require(offset, width);
        switch (offset) {
            case CTRL -> {
                set(CTRL, value);
                if ((value & RESET) != 0 && hasOwnReset()) {
                    powerOn();
                }
            }
            case IMC -> set(IMS, register(IMS) & ~value);
            case IMS -> set(IMS, register(IMS) | value);
            case RDBAL + TAIL -> {
                tailWrites++;
                set(offset, value);
            }
            case TDBAL + TAIL -> {
                doorbells++;
                set(offset, value);
                sendWaiting();
            }
            default -> set(offset, value);
        }
    }

    @Override
    boolean isReceiving() {
        return (register(RCTL) & ENABLE) != 0;
    }

    @Override
    boolean isSending() {
        return (register(TCTL) & ENABLE) != 0;
    }

    @Override
    boolean takesBroadcasts() {
        return (register(RCTL) & BROADCAST) != 0;
    }

    @Override
    boolean mayReachMemory() {
        return (register(CTRL) & MASTER_DISABLE) == 0;
    }

    @Override
    long received(final int length) {
        return length | DONE_AND_WHOLE;
    }

    @Override
    void missed() {
        count(MPC);
    }

    @Override
    void countReceived() {
        count(GPRC);
    }

    @Override
    void countSent() {
        count(GPTC);
    }

    /** How often the driver gave buffers back. */
    public long tailWrites() {
        return tailWrites;
    }

    /** How often the driver told it to send. */
    public long doorbells() {
        return doorbells;
    }
}
