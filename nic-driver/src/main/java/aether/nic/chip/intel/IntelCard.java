package aether.nic.chip.intel;

import aether.nic.FrameHandler;
import aether.nic.NicCounter;
import aether.nic.TransportException;
import aether.nic.chip.Chip;
import aether.nic.chip.ChipCounter;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.Patience;
import aether.nic.chip.Progress;
import aether.nic.chip.Registers;
import aether.nic.chip.Settings;
import aether.nic.chip.Trouble;
import org.agrona.DirectBuffer;

/** What the families of Intel's controllers have in common: one ring in each direction, and how to see that something is wrong. */
abstract class IntelCard implements Chip {
    private static final int HIGH = 4;
    private static final int RING_LENGTH = 8;
    private static final int RING_HEAD = 16;
    private static final int RING_TAIL = 24;
    private static final int TABLE_LENGTH = 128;
    private static final int MARK = 0x5AA5_0000;
    private static final int SHORTEST = 14;
    private static final int PAGE = 4096;
    private static final int ALL_ONES = -1;
    private static final long MIN_POLLS = 16;

    /**
     * Registers that both families have, in different places. Behind the first of a ring, the low half of its address, come at the same distances
     * the high half, its length, head and tail.
     *
     * @param table of the groups that are wanted
     * @param address of the card, low half
     */
    record Offsets(int status, int receiveRing, int transmitRing, int table, int address) {}

    private final Registers registers;
    private final Offsets map;
    private final ReceiveRing receive;
    private final TransmitRing transmit;
    private final Settings settings;
    private final IntelStatistics statistics;
    private final Progress sending = new Progress();
    private final Progress receiving = new Progress();
    private long blockedSeen;
    private long takenSeen;
    private long pollsSeen;
    private long receivedSeen;
    private long arrivedSinceTaken;

    IntelCard(
            final Registers registers,
            final Offsets map,
            final DescriptorFormat format,
            final DmaAreas areas,
            final Settings settings,
            final IntelStatistics statistics) {
        this.registers = registers;
        this.map = map;
        this.settings = settings;
        this.statistics = statistics;
        final int half = ringLength(settings.frames());
        receive = new ReceiveRing(
                format,
                registers,
                map.receiveRing() + RING_TAIL,
                areas.rings().part(0, half),
                areas.receive(),
                settings.frames(),
                settings.clock());
        transmit = new TransmitRing(
                format,
                registers,
                map.transmitRing() + RING_TAIL,
                areas.rings().part(half, half),
                areas.transmit(),
                settings.frames());
    }

    /** What these cards want of memory. */
    public static DmaAreas.Sizes sizes(final int frames) {
        return new DmaAreas.Sizes(
                2 * ringLength(frames), frames * ReceiveRing.FRAME_LENGTH, frames * TransmitRing.FRAME_LENGTH);
    }

    private static int ringLength(final int frames) {
        return Math.max(PAGE, frames * DescriptorFormat.LENGTH);
    }

    final Registers registers() {
        return registers;
    }

    final ReceiveRing receive() {
        return receive;
    }

    /** Lets it reach memory, and sets up what has nothing to do with its rings. */
    abstract void prepare();

    /** Switches receiving on, and hands the buffers over; the ring is in its place. */
    abstract void startReceiving();

    /** Switches sending on; the ring is in its place. */
    abstract void startSending();

    /** Whether receiving is switched on. */
    abstract boolean isReceiving();

    /** The base of the transmit ring: of no use to anybody while nothing is sent. */
    @Override
    public final void mark() {
        registers.write(map.transmitRing(), MARK);
    }

    @Override
    public final boolean isMarked() {
        return registers.read(map.transmitRing()) == MARK;
    }

    @Override
    public final void start() {
        prepare();
        acceptGroups();
        restart();
        place(map.receiveRing(), receive.address(), receive.length());
        startReceiving();
        place(map.transmitRing(), transmit.address(), transmit.length());
        startSending();
        if (!isSetUp()) {
            throw new TransportException(name() + ": it does not keep its settings");
        }
    }

    private void place(final int ring, final long address, final int length) {
        registers.write(ring, (int) address);
        registers.write(ring + HIGH, (int) (address >>> 32));
        registers.write(ring + RING_LENGTH, length);
        registers.write(ring + RING_HEAD, 0);
        registers.write(ring + RING_TAIL, 0);
    }

    /**
     * The highest 12 bits of an address, as they come on the wire, choose a bit of the table; other addresses may share it. Data sheets: 82574,
     * 10.2.5.13; 82599, 8.2.3.7.7.
     */
    private void acceptGroups() {
        for (int i = 0; i < TABLE_LENGTH; i++) {
            registers.write(map.table() + i * Integer.BYTES, 0);
        }
        for (final long address : settings.multicast()) {
            final int last = (int) address & 0xFF;
            final int lastButOne = (int) (address >>> 8) & 0xFF;
            final int bit = (lastButOne >> 4 | last << 4) & 0xFFF;
            set(map.table() + (bit >> 5) * Integer.BYTES, 1 << (bit & 31));
        }
    }

    /** Whether the card still has the settings of {@link #start}. */
    private boolean isSetUp() {
        return isReceiving() && registers.read(map.receiveRing()) == (int) receive.address();
    }

    final void set(final int register, final int bits) {
        registers.write(register, registers.read(register) | bits);
    }

    final void clear(final int register, final int bits) {
        registers.write(register, registers.read(register) & ~bits);
    }

    /** A card in the middle of a transfer that never ends is reset all the same. */
    final void awaitSilence(final int register, final int bit) {
        try {
            Patience.until(() -> (registers.read(register) & bit) == 0, 10, name() + ": pending transfers");
        } catch (final TransportException e) {
            // The reset ends them.
        }
    }

    /** Rings and counters from the start. */
    private void restart() {
        receive.fill();
        transmit.clear();
        statistics.clear();
        sending.forget();
        receiving.forget();
        blockedSeen = receive.blocked();
    }

    @Override
    public final int poll(final FrameHandler handler, final int limit) {
        return receive.poll(handler, limit);
    }

    @Override
    public final boolean offer(final DirectBuffer frame, final int length) {
        if (length < SHORTEST || length > mostLength()) {
            throw new IllegalArgumentException(
                    "frames have " + SHORTEST + " to " + mostLength() + " bytes, not " + length);
        }
        return transmit.offer(frame, length);
    }

    @Override
    public final void flush() {
        transmit.flush();
    }

    /** Without its check sum, which the card appends; jumbo frames are not configured. */
    @Override
    public final int mostLength() {
        return 1518;
    }

    @Override
    public final long hardwareAddress() {
        final long low = Long.reverseBytes(Integer.toUnsignedLong(registers.read(map.address()))) >>> 16;
        final int high = registers.read(map.address() + HIGH);
        return low | (high & 0xFF) << 8 | high >>> 8 & 0xFF;
    }

    @Override
    public final Trouble inspect(final long nowNs) {
        if (registers.read(map.status()) == ALL_ONES) {
            return Trouble.REMOVED;
        }
        if (!isSetUp()) {
            return Trouble.FORGOTTEN;
        }
        statistics.update();
        final long blocked = receive.blocked();
        if (blocked != blockedSeen) {
            blockedSeen = blocked;
            return Trouble.DMA_FAULT;
        }
        if (lookAtReceiving(nowNs)) {
            return Trouble.STUCK_RECEIVE;
        }
        final int head = registers.read(map.transmitRing() + RING_HEAD);
        final boolean isWaiting = isLinkUp() && head != registers.read(map.transmitRing() + RING_TAIL);
        return sending.look(isWaiting, head, nowNs) ? Trouble.STUCK_TRANSMIT : Trouble.NONE;
    }

    /** True when the card has counted frames, somebody polls, and nothing is handed over. */
    private boolean lookAtReceiving(final long nowNs) {
        final long arrived = statistics.get(ChipCounter.RECEIVED) + statistics.get(ChipCounter.MISSED);
        final long taken = receive.taken();
        final long polls = receive.polls();
        arrivedSinceTaken = taken == takenSeen ? arrivedSinceTaken + arrived - receivedSeen : 0;
        final boolean isPolled = polls - pollsSeen > MIN_POLLS;
        receivedSeen = arrived;
        takenSeen = taken;
        pollsSeen = polls;
        return receiving.look(isPolled && arrivedSinceTaken > 0, taken, nowNs);
    }

    @Override
    public final long counter(final NicCounter counter) {
        return switch (counter) {
            case FRAMES -> receive.delivered();
            case INVALID -> receive.invalid() + receive.blocked();
            case NO_BUFFER -> statistics.get(ChipCounter.MISSED);
            default -> 0;
        };
    }

    @Override
    public final long counter(final ChipCounter counter) {
        return statistics.get(counter);
    }
}
