package aether.nic.chip.intel;

import aether.nic.TransportException;
import aether.nic.chip.ChipCounter;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.Patience;
import aether.nic.chip.Registers;
import aether.nic.chip.Settings;

/**
 * Intel 82574L, a controller for 1 GbE. Source: Intel 82574 GbE Controller Family Datasheet, revision 3.4, chapters 4.6 (initialisation), 7.1
 * and 7.2 (receive, transmit), 10.2 (registers).
 */
public final class E1000e extends IntelCard {
    /** Vendor and device, as configuration space has them. */
    public static final int PCI_ID = 0x10D3_8086;

    private static final int CTRL = 0x0000;
    private static final int STATUS = 0x0008;
    private static final int EECD = 0x0010;
    private static final int ICR = 0x00C0;
    private static final int IMC = 0x00D8;
    private static final int RCTL = 0x0100;
    private static final int TCTL = 0x0400;
    private static final int TIPG = 0x0410;
    private static final int RDBAL = 0x2800;
    private static final int RDTR = 0x2820;
    private static final int RXDCTL = 0x2828;
    private static final int RADV = 0x282C;
    private static final int TDBAL = 0x3800;
    private static final int TIDV = 0x3820;
    private static final int TXDCTL = 0x3828;
    private static final int CRCERRS = 0x4000;
    private static final int RXERRC = 0x400C;
    private static final int MPC = 0x4010;
    private static final int GPRC = 0x4074;
    private static final int GPTC = 0x4080;
    private static final int RUC = 0x40A4;
    private static final int ROC = 0x40AC;
    private static final int RXCSUM = 0x5000;
    private static final int RFCTL = 0x5008;
    private static final int MTA = 0x5200;
    private static final int RAL0 = 0x5400;

    private static final int CTRL_MASTER_DISABLE = 1 << 2;
    private static final int CTRL_SPEED_DETECTION = 1 << 5;
    private static final int CTRL_LINK_UP = 1 << 6;
    private static final int CTRL_RESET = 1 << 26;
    private static final int STATUS_LINK_UP = 1 << 1;
    private static final int STATUS_MASTER = 1 << 19;
    private static final int EECD_READ = 1 << 9;
    private static final int RCTL_ENABLE = 1 << 1;
    private static final int RCTL_BROADCAST = 1 << 15;
    private static final int RCTL_STRIP_CRC = 1 << 26;
    private static final int TCTL_ENABLE = 1 << 1;
    private static final int TCTL_PAD = 1 << 3;

    /** Counted in descriptors, each written back as soon as it is used. */
    private static final int RXDCTL_AT_ONCE = 1 << 24 | 1 << 16;

    private static final int TXDCTL_AT_ONCE = 1 << 24 | 1 << 22 | 1 << 16;
    private static final int TCTL_COLLISIONS = 0x0F << 4 | 0x3F << 12;
    /** Gaps between frames that the data sheet recommends for copper. */
    private static final int GAPS = 0x0060_2008;

    private static final int ALL = -1;
    private static final long RESET_MS = 100;
    private static final Offsets MAP = new Offsets(STATUS, RDBAL, TDBAL, MTA, RAL0);

    /** {@code registers} are those of its first base address register. */
    public E1000e(final Registers registers, final DmaAreas areas, final Settings settings) {
        super(registers, MAP, DescriptorFormat.LEGACY, areas, settings, statistics(registers));
    }

    private static IntelStatistics statistics(final Registers registers) {
        return new IntelStatistics(registers)
                .with(ChipCounter.RECEIVED, GPRC)
                .with(ChipCounter.SENT, GPTC)
                .with(ChipCounter.MISSED, MPC)
                .with(ChipCounter.BROKEN, CRCERRS, RXERRC)
                .with(ChipCounter.WRONG_LENGTH, RUC, ROC);
    }

    @Override
    public String name() {
        return "Intel 82574L";
    }

    @Override
    public void stop() {
        final Registers registers = registers();
        registers.write(IMC, ALL);
        registers.write(RCTL, 0);
        registers.write(TCTL, TCTL_PAD);
        set(CTRL, CTRL_MASTER_DISABLE);
        // Reading pushes all these writes to the card, and forgets what it wanted to say.
        registers.read(ICR);
    }

    /** Data sheet 4.6.1: interrupts off, transfers off and awaited, reset, and again interrupts off. */
    @Override
    public void reset() {
        stop();
        awaitSilence(STATUS, STATUS_MASTER);
        set(CTRL, CTRL_RESET);
        Patience.pause(2);
        Patience.until(() -> (registers().read(CTRL) & CTRL_RESET) == 0, RESET_MS, name() + ": reset (CTRL.RST)");
        Patience.until(
                () -> (registers().read(EECD) & EECD_READ) != 0, RESET_MS, name() + ": reading its EEPROM (EECD.ARD)");
        registers().write(IMC, ALL);
        registers().read(ICR);
        if (isReceiving() || (registers().read(TCTL) & TCTL_ENABLE) != 0) {
            throw new TransportException(name() + ": it still receives or sends behind its reset");
        }
    }

    @Override
    void prepare() {
        registers().write(CTRL, registers().read(CTRL) & ~CTRL_MASTER_DISABLE | CTRL_LINK_UP | CTRL_SPEED_DETECTION);
    }

    @Override
    void startReceiving() {
        final Registers registers = registers();
        registers.write(RDTR, 0);
        registers.write(RADV, 0);
        registers.write(RXDCTL, RXDCTL_AT_ONCE);
        // Descriptors of the plain format, without check sums in place of their fields.
        registers.write(RXCSUM, 0);
        registers.write(RFCTL, 0);
        registers.write(RCTL, RCTL_ENABLE | RCTL_BROADCAST | RCTL_STRIP_CRC);
        receive().handOver();
    }

    @Override
    void startSending() {
        final Registers registers = registers();
        registers.write(TIDV, 0);
        registers.write(TXDCTL, TXDCTL_AT_ONCE);
        registers.write(TIPG, GAPS);
        registers.write(TCTL, TCTL_ENABLE | TCTL_PAD | TCTL_COLLISIONS);
    }

    @Override
    boolean isReceiving() {
        return (registers().read(RCTL) & RCTL_ENABLE) != 0;
    }

    @Override
    public boolean isLinkUp() {
        return (registers().read(STATUS) & STATUS_LINK_UP) != 0;
    }
}
