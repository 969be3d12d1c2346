package aether.nic.simulated;

import java.util.Set;

/** An Intel 82599, 10 GbE. Source: Intel 82599 10 GbE Controller Datasheet, chapters 4.6, 7 and 8. */
public final class SimulatedIxgbe extends SimulatedIntelCard {
    private static final int CTRL = 0x00000;
    private static final int STATUS = 0x00008;
    private static final int EICR = 0x00800;
    private static final int RDBAL = 0x01000;
    private static final int SRRCTL = 0x01014;
    private static final int RXDCTL = 0x01028;
    private static final int QPRDC = 0x01430;
    private static final int RDRXCTL = 0x02F00;
    private static final int RXCTRL = 0x03000;
    private static final int GPRC = 0x04074;
    private static final int GPTC = 0x04080;
    private static final int HLREG0 = 0x04240;
    private static final int LINKS = 0x042A4;
    private static final int DMATXCTL = 0x04A80;
    private static final int FCTRL = 0x05080;
    private static final int MCSTCTRL = 0x05090;
    private static final int MTA = 0x05200;
    private static final int TDBAL = 0x06000;
    private static final int TXDCTL = 0x06028;
    private static final int RAL0 = 0x0A200;
    private static final int EEC = 0x10010;
    private static final Set<Integer> CLEARED_BY_READING =
            Set.of(EICR, 0x04000, 0x04004, 0x04008, 0x03FA0, 0x04040, GPRC, GPTC, 0x040A4, 0x040AC, QPRDC);
    private static final int RESET = 1 << 26 | 1 << 3;
    private static final int MASTER_DISABLE = 1 << 2;
    private static final int MASTER_ENABLED = 1 << 19;
    private static final int QUEUE_ENABLE = 1 << 25;
    private static final int ONE_BUFFER_OF_2K = 1 << 25 | 2;
    private static final int BROADCAST = 1 << 10;
    private static final int FILTER_GROUPS = 1 << 2;
    private static final long DONE_AND_WHOLE = 3;

    /** A card with an address of its own, six bytes. */
    public SimulatedIxgbe(final byte[] address) {
        super(address, RDBAL, TDBAL, MTA, RAL0);
        powerOn();
    }

    @Override
    void preset() {
        set(EEC, 1 << 9);
        set(RDRXCTL, 1 << 3);
        set(HLREG0, 1);
    }

    @Override
    int get(final int offset, final int width) {
        require(offset, width);
        if (offset == STATUS) {
            return mayReachMemory() ? MASTER_ENABLED : 0;
        }
        if (offset == LINKS) {
            return hasLink() ? 1 << 30 : 0;
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
        set(offset, value);
        if (offset == CTRL && (value & RESET) != 0 && hasOwnReset()) {
            powerOn();
        } else if (offset == TDBAL + TAIL) {
            sendWaiting();
        }
    }

    /** A queue that is not told of descriptors of this format is not understood by the driver that this is for. */
    @Override
    boolean isReceiving() {
        return (register(RXCTRL) & 1) != 0
                && (register(RXDCTL) & QUEUE_ENABLE) != 0
                && (register(SRRCTL) & 0x0E00_001F) == ONE_BUFFER_OF_2K
                && (register(MCSTCTRL) & FILTER_GROUPS) != 0;
    }

    @Override
    boolean isSending() {
        return (register(DMATXCTL) & 1) != 0 && (register(TXDCTL) & QUEUE_ENABLE) != 0;
    }

    @Override
    boolean takesBroadcasts() {
        return (register(FCTRL) & BROADCAST) != 0;
    }

    @Override
    boolean mayReachMemory() {
        return (register(CTRL) & MASTER_DISABLE) == 0;
    }

    @Override
    long received(final int length) {
        return DONE_AND_WHOLE | (long) length << 32;
    }

    @Override
    void missed() {
        count(QPRDC);
    }

    @Override
    void countReceived() {
        count(GPRC);
    }

    @Override
    void countSent() {
        count(GPTC);
    }
}
