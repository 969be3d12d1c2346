package aether.nic.chip.intel;

import aether.nic.TransportException;
import aether.nic.chip.ChipCounter;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.Patience;
import aether.nic.chip.Registers;
import aether.nic.chip.Settings;
import java.util.Map;

/**
 * Intel 82599, X540 and X550, controllers for 10 GbE: one queue in each direction, advanced descriptors. Source: Intel 82599 10 GbE Controller
 * Datasheet, revision 3.4, chapters 4.6 (initialisation), 7.1 and 7.2 (receive, transmit), 8.2 (registers).
 *
 * <p>Uncertified: written from the data sheet, and run on the simulation only.
 */
public final class Ixgbe extends IntelCard {
    /** Names, by vendor and device as configuration space has them. */
    public static final Map<Integer, String> PCI_IDS =
            Map.of(0x10FB_8086, "Intel 82599", 0x1528_8086, "Intel X540", 0x1563_8086, "Intel X550");

    private static final int CTRL = 0x00000;
    private static final int STATUS = 0x00008;
    private static final int CTRL_EXT = 0x00018;
    private static final int EICR = 0x00800;
    private static final int EIMC = 0x00888;
    private static final int RDBAL = 0x01000;
    private static final int DCA_RXCTRL = 0x0100C;
    private static final int SRRCTL = 0x01014;
    private static final int RXDCTL = 0x01028;
    private static final int QPRDC = 0x01430;
    private static final int RDRXCTL = 0x02F00;
    private static final int RXCTRL = 0x03000;
    private static final int MPC = 0x03FA0;
    private static final int CRCERRS = 0x04000;
    private static final int ILLERRC = 0x04004;
    private static final int ERRBC = 0x04008;
    private static final int RLEC = 0x04040;
    private static final int GPRC = 0x04074;
    private static final int GPTC = 0x04080;
    private static final int RUC = 0x040A4;
    private static final int ROC = 0x040AC;
    private static final int HLREG0 = 0x04240;
    private static final int AUTOC = 0x042A0;
    private static final int LINKS = 0x042A4;
    private static final int RTTDCS = 0x04900;
    private static final int DMATXCTL = 0x04A80;
    private static final int FCTRL = 0x05080;
    private static final int MCSTCTRL = 0x05090;
    private static final int MTA = 0x05200;
    private static final int TDBAL = 0x06000;
    private static final int TXDCTL = 0x06028;
    private static final int DTXMXSZRQ = 0x08100;
    private static final int SECRXCTRL = 0x08D00;
    private static final int SECRXSTAT = 0x08D04;
    private static final int RAL0 = 0x0A200;
    private static final int EEC = 0x10010;

    private static final int MASTER_DISABLE = 1 << 2;
    private static final int RESET = 1 << 26 | 1 << 3;
    private static final int STATUS_MASTER = 1 << 19;
    private static final int EEC_READ = 1 << 9;
    private static final int DMA_READY = 1 << 3;
    private static final int NO_SNOOP_DISABLE = 1 << 16;
    private static final int QUEUE_ENABLE = 1 << 25;
    private static final int RECEIVE_ENABLE = 1;
    private static final int TRANSMIT_ENABLE = 1;
    private static final int STRIP_CRC = 1 << 1;
    private static final int APPEND_CRC = 1;
    private static final int PAD = 1 << 10;
    private static final int BROADCAST = 1 << 10;
    private static final int FILTER_GROUPS = 1 << 2;
    private static final int MUST_BE_CLEAR = 1 << 12;
    private static final int SECURITY_OFF = 1 << 1;
    private static final int SECURITY_READY = 1;
    private static final int ARBITER_OFF = 1 << 6;
    private static final int RESTART_NEGOTIATION = 1 << 12;
    private static final int LINK_UP = 1 << 30;
    /** Buffers of 2 KiB, one for each frame; what finds none is dropped and counted. */
    private static final int BUFFERS = 2 | 1 << 25 | 1 << 28;
    /** Descriptors are fetched in dozens, and written back at once. */
    private static final int TRANSMIT_THRESHOLDS = 36 | 8 << 8;

    private static final int MOST_REQUESTED = 0xFFF;
    private static final int ALL_BUT_ONE = 0x7FFF_FFFF;
    private static final long RESET_MS = 100;
    private static final Offsets MAP = new Offsets(STATUS, RDBAL, TDBAL, MTA, RAL0);

    private final String name;

    /** {@code registers} are those of its first base address register; {@code name} is for people. */
    public Ixgbe(final String name, final Registers registers, final DmaAreas areas, final Settings settings) {
        super(registers, MAP, DescriptorFormat.ADVANCED, areas, settings, statistics(registers));
        this.name = name;
    }

    private static IntelStatistics statistics(final Registers registers) {
        return new IntelStatistics(registers)
                .with(ChipCounter.RECEIVED, GPRC)
                .with(ChipCounter.SENT, GPTC)
                .with(ChipCounter.MISSED, MPC, QPRDC)
                .with(ChipCounter.BROKEN, CRCERRS, ILLERRC, ERRBC)
                .with(ChipCounter.WRONG_LENGTH, RLEC, RUC, ROC);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void stop() {
        final Registers registers = registers();
        registers.write(EIMC, ALL_BUT_ONE);
        clear(RXCTRL, RECEIVE_ENABLE);
        clear(RXDCTL, QUEUE_ENABLE);
        clear(TXDCTL, QUEUE_ENABLE);
        clear(DMATXCTL, TRANSMIT_ENABLE);
        set(CTRL, MASTER_DISABLE);
        registers.read(EICR);
    }

    /** Data sheet 4.2.1.6 and 4.6.3. */
    @Override
    public void reset() {
        stop();
        awaitSilence(STATUS, STATUS_MASTER);
        set(CTRL, RESET);
        Patience.pause(10);
        Patience.until(() -> (registers().read(CTRL) & RESET) == 0, RESET_MS, name + ": reset (CTRL.RST)");
        Patience.until(
                () -> (registers().read(EEC) & EEC_READ) != 0, RESET_MS, name + ": reading its EEPROM (EEC.ARD)");
        Patience.until(
                () -> (registers().read(RDRXCTL) & DMA_READY) != 0,
                RESET_MS,
                name + ": its memory access (RDRXCTL.DMAIDONE)");
        registers().write(EIMC, ALL_BUT_ONE);
        registers().read(EICR);
        if (isReceiving() || (registers().read(DMATXCTL) & TRANSMIT_ENABLE) != 0) {
            throw new TransportException(name + ": it still receives or sends behind its reset");
        }
    }

    @Override
    void prepare() {
        clear(CTRL, MASTER_DISABLE);
        set(CTRL_EXT, NO_SNOOP_DISABLE);
        registers().write(FCTRL, BROADCAST);
        registers().write(MCSTCTRL, FILTER_GROUPS);
        set(HLREG0, APPEND_CRC | STRIP_CRC | PAD);
        set(RDRXCTL, STRIP_CRC);
        set(AUTOC, RESTART_NEGOTIATION);
    }

    /** Data sheet 4.6.7. */
    @Override
    void startReceiving() {
        registers().write(SRRCTL, BUFFERS);
        set(RXDCTL, QUEUE_ENABLE);
        Patience.until(
                () -> (registers().read(RXDCTL) & QUEUE_ENABLE) != 0,
                RESET_MS,
                name + ": its receive queue (RXDCTL.ENABLE)");
        receive().handOver();
        set(SECRXCTRL, SECURITY_OFF);
        awaitSecurity();
        set(RXCTRL, RECEIVE_ENABLE);
        clear(SECRXCTRL, SECURITY_OFF);
        clear(DCA_RXCTRL, MUST_BE_CLEAR);
    }

    /** A part that has no security block says nothing, and needs nothing. */
    private void awaitSecurity() {
        try {
            Patience.until(() -> (registers().read(SECRXSTAT) & SECURITY_READY) != 0, 5, name + ": its security block");
        } catch (final TransportException e) {
            // Receiving starts all the same.
        }
    }

    /** Data sheet 4.6.8. */
    @Override
    void startSending() {
        set(RTTDCS, ARBITER_OFF);
        registers().write(DTXMXSZRQ, MOST_REQUESTED);
        clear(RTTDCS, ARBITER_OFF);
        set(DMATXCTL, TRANSMIT_ENABLE);
        registers().write(TXDCTL, TRANSMIT_THRESHOLDS | QUEUE_ENABLE);
        Patience.until(
                () -> (registers().read(TXDCTL) & QUEUE_ENABLE) != 0,
                RESET_MS,
                name + ": its send queue (TXDCTL.ENABLE)");
    }

    @Override
    boolean isReceiving() {
        return (registers().read(RXCTRL) & RECEIVE_ENABLE) != 0;
    }

    @Override
    public boolean isLinkUp() {
        return (registers().read(LINKS) & LINK_UP) != 0;
    }
}
