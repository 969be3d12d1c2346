package aether.nic.chip.intel;

import aether.nic.FrameHandler;
import aether.nic.NicCounter;
import aether.nic.TransportException;
import aether.nic.chip.Chip;
import aether.nic.chip.ChipCounter;
import aether.nic.chip.Dma;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.Patience;
import aether.nic.chip.Progress;
import aether.nic.chip.Registers;
import aether.nic.chip.Settings;
import aether.nic.chip.Trouble;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What the families of Intel's controllers have in common: one ring in each direction, and how to see that something is wrong. */
abstract class IntelCard implements Chip {
    static final int RAL_TO_RAH = 4;

    private static final int SHORTEST = 14;
    private static final int PAGE = 4096;
    private static final int ALL_ONES = -1;
    private static final long MIN_POLLS = 16;

    /** Offsets of the registers that both families have, in different places. */
    record Offsets(int status, int receiveTail, int transmitHead, int transmitTail, int address) {}

    private final Registers registers;
    private final Offsets map;
    private final ReceiveRing receive;
    private final TransmitRing transmit;
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
        this.statistics = statistics;
        final int half = ringLength(settings.frames());
        receive = new ReceiveRing(
                format,
                registers,
                map.receiveTail(),
                part(areas.rings(), 0, half),
                areas.receive(),
                settings.frames(),
                settings.clock());
        transmit = new TransmitRing(
                format,
                registers,
                map.transmitTail(),
                part(areas.rings(), half, half),
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

    private static Dma part(final Dma whole, final int offset, final int length) {
        final AtomicBuffer memory = new UnsafeBuffer(whole.memory(), offset, length);
        return new Dma(memory, whole.address(offset));
    }

    final Registers registers() {
        return registers;
    }

    final ReceiveRing receive() {
        return receive;
    }

    final TransmitRing transmit() {
        return transmit;
    }

    /** Whether the card still has the settings of {@link #start}. */
    abstract boolean isSetUp();

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
    final void restart() {
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
        final int high = registers.read(map.address() + RAL_TO_RAH);
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
        if (isReceiveStuck(nowNs)) {
            return Trouble.STUCK_RECEIVE;
        }
        final int head = registers.read(map.transmitHead());
        final boolean isWaiting = isLinkUp() && head != registers.read(map.transmitTail());
        return sending.isStuck(isWaiting, head, nowNs) ? Trouble.STUCK_TRANSMIT : Trouble.NONE;
    }

    /** The card counts frames, somebody polls, and nothing is handed over. */
    private boolean isReceiveStuck(final long nowNs) {
        final long arrived = statistics.get(ChipCounter.RECEIVED) + statistics.get(ChipCounter.MISSED);
        final long taken = receive.taken();
        final long polls = receive.polls();
        arrivedSinceTaken = taken == takenSeen ? arrivedSinceTaken + arrived - receivedSeen : 0;
        final boolean isPolled = polls - pollsSeen > MIN_POLLS;
        receivedSeen = arrived;
        takenSeen = taken;
        pollsSeen = polls;
        return receiving.isStuck(isPolled && arrivedSinceTaken > 0, taken, nowNs);
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
