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

    static final int CTRL = 0x0000;
    static final int STATUS = 0x0008;
    static final int EECD = 0x0010;
    static final int ICR = 0x00C0;
    static final int IMS = 0x00D0;
    static final int IMC = 0x00D8;
    static final int RCTL = 0x0100;
    static final int TCTL = 0x0400;
    static final int TIPG = 0x0410;
    static final int RDBAL = 0x2800;
    static final int RDBAH = 0x2804;
    static final int RDLEN = 0x2808;
    static final int RDH = 0x2810;
    static final int RDT = 0x2818;
    static final int RDTR = 0x2820;
    static final int RXDCTL = 0x2828;
    static final int RADV = 0x282C;
    static final int TDBAL = 0x3800;
    static final int TDBAH = 0x3804;
    static final int TDLEN = 0x3808;
    static final int TDH = 0x3810;
    static final int TDT = 0x3818;
    static final int TIDV = 0x3820;
    static final int TXDCTL = 0x3828;
    static final int CRCERRS = 0x4000;
    static final int RXERRC = 0x400C;
    static final int MPC = 0x4010;
    static final int GPRC = 0x4074;
    static final int GPTC = 0x4080;
    static final int RUC = 0x40A4;
    static final int ROC = 0x40AC;
    static final int RXCSUM = 0x5000;
    static final int RFCTL = 0x5008;
    static final int MTA = 0x5200;
    static final int RAL0 = 0x5400;
    static final int RAH0 = RAL0 + RAL_TO_RAH;

    static final int CTRL_MASTER_DISABLE = 1 << 2;
    static final int CTRL_SPEED_DETECTION = 1 << 5;
    static final int CTRL_LINK_UP = 1 << 6;
    static final int CTRL_RESET = 1 << 26;
    static final int STATUS_LINK_UP = 1 << 1;
    static final int STATUS_MASTER = 1 << 19;
    static final int EECD_READ = 1 << 9;
    static final int RCTL_ENABLE = 1 << 1;
    static final int RCTL_BROADCAST = 1 << 15;
    static final int RCTL_STRIP_CRC = 1 << 26;
    static final int TCTL_ENABLE = 1 << 1;
    static final int TCTL_PAD = 1 << 3;
    static final int TABLE_LENGTH = 128;

    /** Counted in descriptors, each written back as soon as it is used. */
    private static final int RXDCTL_AT_ONCE = 1 << 24 | 1 << 16;

    private static final int TXDCTL_AT_ONCE = 1 << 24 | 1 << 22 | 1 << 16;
    private static final int TCTL_COLLISIONS = 0x0F << 4 | 0x3F << 12;
    /** Gaps between frames that the data sheet recommends for copper. */
    private static final int GAPS = 0x0060_2008;

    private static final int ALL = -1;
    private static final int MARK = 0x5AA5_0000;
    private static final long RESET_MS = 100;
    private static final Offsets MAP = new Offsets(STATUS, RDT, TDH, TDT, RAL0);

    private final Settings settings;

    /** {@code registers} are those of its first base address register. */
    public E1000e(final Registers registers, final DmaAreas areas, final Settings settings) {
        super(registers, MAP, DescriptorFormat.LEGACY, areas, settings, statistics(registers));
        this.settings = settings;
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

    /** The base of the transmit ring: of no use to anybody while nothing is sent. */
    @Override
    public void mark() {
        registers().write(TDBAL, MARK);
    }

    @Override
    public boolean isMarked() {
        return registers().read(TDBAL) == MARK;
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
        if ((registers().read(RCTL) & RCTL_ENABLE) != 0 || (registers().read(TCTL) & TCTL_ENABLE) != 0) {
            throw new TransportException(name() + ": it still receives or sends behind its reset");
        }
    }

    @Override
    public void start() {
        final Registers registers = registers();
        registers.write(CTRL, registers.read(CTRL) & ~CTRL_MASTER_DISABLE | CTRL_LINK_UP | CTRL_SPEED_DETECTION);
        for (int i = 0; i < TABLE_LENGTH; i++) {
            registers.write(MTA + i * Integer.BYTES, 0);
        }
        settings.multicast().forEach(this::accept);
        restart();
        startReceiving(registers);
        startSending(registers);
        if (!isSetUp()) {
            throw new TransportException(name() + ": it does not keep its settings");
        }
    }

    private void startReceiving(final Registers registers) {
        registers.write(RDBAL, (int) receive().address());
        registers.write(RDBAH, (int) (receive().address() >>> 32));
        registers.write(RDLEN, receive().length());
        registers.write(RDH, 0);
        registers.write(RDT, 0);
        registers.write(RDTR, 0);
        registers.write(RADV, 0);
        registers.write(RXDCTL, RXDCTL_AT_ONCE);
        // Descriptors of the plain format, without check sums in place of their fields.
        registers.write(RXCSUM, 0);
        registers.write(RFCTL, 0);
        registers.write(RCTL, RCTL_ENABLE | RCTL_BROADCAST | RCTL_STRIP_CRC);
        receive().handOver();
    }

    private void startSending(final Registers registers) {
        registers.write(TDBAL, (int) transmit().address());
        registers.write(TDBAH, (int) (transmit().address() >>> 32));
        registers.write(TDLEN, transmit().length());
        registers.write(TDH, 0);
        registers.write(TDT, 0);
        registers.write(TIDV, 0);
        registers.write(TXDCTL, TXDCTL_AT_ONCE);
        registers.write(TIPG, GAPS);
        registers.write(TCTL, TCTL_ENABLE | TCTL_PAD | TCTL_COLLISIONS);
    }

    /** Data sheet 10.2.5.13: the highest 12 bits of the address, as they come on the wire, choose a bit; other addresses may share it. */
    private void accept(final long address) {
        final int hash = tableIndex(address);
        set(MTA + (hash >> 5) * Integer.BYTES, 1 << (hash & 31));
    }

    static int tableIndex(final long address) {
        final int last = (int) address & 0xFF;
        final int lastButOne = (int) (address >>> 8) & 0xFF;
        return (lastButOne >> 4 | last << 4) & 0xFFF;
    }

    @Override
    boolean isSetUp() {
        return (registers().read(RCTL) & RCTL_ENABLE) != 0
                && registers().read(RDBAL) == (int) receive().address();
    }

    @Override
    public boolean isLinkUp() {
        return (registers().read(STATUS) & STATUS_LINK_UP) != 0;
    }
}
