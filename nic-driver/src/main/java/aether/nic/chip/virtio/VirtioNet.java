package aether.nic.chip.virtio;

import aether.nic.FrameHandler;
import aether.nic.NicCounter;
import aether.nic.TransportException;
import aether.nic.chip.Bus;
import aether.nic.chip.Chip;
import aether.nic.chip.ChipCounter;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.Patience;
import aether.nic.chip.Progress;
import aether.nic.chip.Registers;
import aether.nic.chip.Settings;
import aether.nic.chip.Trouble;
import org.agrona.DirectBuffer;

/**
 * virtio-net, version 1, split rings, polled (5.1).
 *
 * <pre>
 *  common configuration: 0 which features u32 | 4 device's u32 | 8 which u32 | 12 driver's u32 | 16 - u16 | 18 queues u16 | 20 status u8
 *    | 21 generation u8 | 22 which queue u16 | 24 size u16 | 26 vector u16 | 28 enable u16 | 30 notification offset u16
 *    | 32 descriptors u64 | 40 available u64 | 48 used u64
 *  of the card:          0 address, 6 bytes | 6 status u16: 1 link up
 * </pre>
 */
public final class VirtioNet implements Chip {
    /** Vendor and device, as configuration space has them. */
    public static final int PCI_ID = 0x1041_1AF4;

    static final long FEATURE_MAC = 1L << 5;
    static final long FEATURE_STATUS = 1L << 16;
    static final long FEATURE_CONTROL = 1L << 17;
    static final long FEATURE_CONTROL_RECEIVE = 1L << 18;
    static final long FEATURE_VERSION_1 = 1L << 32;
    static final long FEATURE_ACCESS_PLATFORM = 1L << 33;
    static final int STATUS = 20;
    static final int RECEIVE = 0;
    static final int TRANSMIT = 1;
    static final int CONTROL = 2;

    private static final long WANTED = FEATURE_MAC
            | FEATURE_STATUS
            | FEATURE_CONTROL
            | FEATURE_CONTROL_RECEIVE
            | FEATURE_VERSION_1
            | FEATURE_ACCESS_PLATFORM;
    private static final int ACKNOWLEDGED = 1;
    private static final int HAS_DRIVER = 2;
    private static final int DRIVER_OK = 4;
    private static final int FEATURES_OK = 8;
    private static final int NEEDS_RESET = 64;
    private static final int NO_VECTOR = 0xFFFF;
    private static final int QUEUE_SELECT = 22;
    private static final int QUEUE_SIZE = 24;
    private static final int QUEUE_VECTOR = 26;
    private static final int QUEUE_ENABLE = 28;
    private static final int QUEUE_NOTIFY = 30;
    private static final int QUEUE_ADDRESSES = 32;
    private static final int ALL_ONES = 0xFF;
    private static final int SHORTEST = 14;
    private static final long RESET_MS = 1_000;

    private final String name;
    private final VirtioRegisters windows;
    private final Registers common;
    private final Settings settings;
    private final VirtioReceiver receiver;
    private final VirtioSender sender;
    private final VirtioControl control;
    private final Progress sending = new Progress();
    private long features;
    private long blockedSeen;
    private boolean isStarted;

    /** Finds its registers through {@code bus}. */
    public VirtioNet(final Bus bus, final DmaAreas areas, final Settings settings) {
        name = "virtio-net of " + bus.name();
        this.settings = settings;
        windows = new VirtioRegisters(bus);
        common = windows.common();
        final int frames = Math.min(settings.frames(), SplitQueue.MOST);
        receiver = new VirtioReceiver(queue(areas, RECEIVE), areas.receive(), frames, settings.clock());
        sender = new VirtioSender(queue(areas, TRANSMIT), areas.transmit(), frames);
        control = new VirtioControl(
                queue(areas, CONTROL), areas.rings().part(3 * SplitQueue.LENGTH, VirtioControl.LENGTH));
    }

    /** What this card wants of memory. */
    public static DmaAreas.Sizes sizes(final int frames) {
        final int most = Math.min(frames, SplitQueue.MOST) * VirtioReceiver.FRAME_LENGTH;
        return new DmaAreas.Sizes(3 * SplitQueue.LENGTH + VirtioControl.LENGTH, most, most);
    }

    private static SplitQueue queue(final DmaAreas areas, final int number) {
        return new SplitQueue(number, areas.rings().part(number * SplitQueue.LENGTH, SplitQueue.LENGTH));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void mark() {
        common.writeByte(STATUS, ACKNOWLEDGED);
    }

    @Override
    public boolean isMarked() {
        return common.readByte(STATUS) != 0;
    }

    @Override
    public void stop() {
        isStarted = false;
        common.writeByte(STATUS, 0);
    }

    @Override
    public void reset() {
        stop();
        Patience.until(() -> common.readByte(STATUS) == 0, RESET_MS, name + ": reset (status 0)");
        common.writeShort(QUEUE_SELECT, RECEIVE);
        if (common.readShort(QUEUE_ENABLE) != 0) {
            throw new TransportException(name + ": its queues are as before a reset: it was none");
        }
    }

    /** In the order of 3.1.1. */
    @Override
    public void start() {
        common.writeByte(STATUS, ACKNOWLEDGED);
        common.writeByte(STATUS, ACKNOWLEDGED | HAS_DRIVER);
        agreeOnFeatures();
        final boolean hasControl = (features & FEATURE_CONTROL) != 0 && (features & FEATURE_CONTROL_RECEIVE) != 0;
        open(receiver.queue());
        open(sender.queue());
        if (hasControl) {
            open(control.queue());
        }
        receiver.restart();
        sender.restart();
        blockedSeen = receiver.blocked();
        sending.forget();
        common.writeByte(STATUS, ACKNOWLEDGED | HAS_DRIVER | FEATURES_OK | DRIVER_OK);
        receiver.queue().publish();
        if (hasControl) {
            control.filter(name, hardwareAddress(), settings.multicast());
        }
        isStarted = true;
    }

    private void agreeOnFeatures() {
        common.write(0, 0);
        final long low = Integer.toUnsignedLong(common.read(4));
        common.write(0, 1);
        final long offered = low | (long) common.read(4) << 32;
        if ((offered & FEATURE_VERSION_1) == 0) {
            throw new TransportException(name + ": it is not of version 1");
        }
        if ((offered & FEATURE_ACCESS_PLATFORM) == 0) {
            throw new TransportException(
                    name + ": it reaches memory past the IOMMU (no VIRTIO_F_ACCESS_PLATFORM); have the host "
                            + "offer it: 'iommu_platform=on' with QEMU");
        }
        features = offered & WANTED;
        common.write(8, 0);
        common.write(12, (int) features);
        common.write(8, 1);
        common.write(12, (int) (features >>> 32));
        common.writeByte(STATUS, ACKNOWLEDGED | HAS_DRIVER | FEATURES_OK);
        if ((common.readByte(STATUS) & FEATURES_OK) == 0) {
            throw new TransportException(name + ": it does not agree on its features");
        }
    }

    private void open(final SplitQueue queue) {
        common.writeShort(QUEUE_SELECT, queue.number());
        final int most = common.readShort(QUEUE_SIZE);
        if (most == 0 || Integer.bitCount(most) != 1) {
            throw new TransportException(name + ": queue " + queue.number() + " has " + most + " places");
        }
        final int size = Math.min(most, Math.min(settings.frames(), SplitQueue.MOST));
        queue.restart(size, windows.doorbell(common.readShort(QUEUE_NOTIFY)));
        common.writeShort(QUEUE_SIZE, size);
        common.writeShort(QUEUE_VECTOR, NO_VECTOR);
        address(QUEUE_ADDRESSES, queue.descriptorAddress());
        address(QUEUE_ADDRESSES + 8, queue.availableAddress());
        address(QUEUE_ADDRESSES + 16, queue.usedAddress());
        common.writeShort(QUEUE_ENABLE, 1);
    }

    /** Fields of 64 bits take two accesses. */
    private void address(final int offset, final long address) {
        common.write(offset, (int) address);
        common.write(offset + 4, (int) (address >>> 32));
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        return receiver.poll(handler, limit);
    }

    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        if (length < SHORTEST || length > mostLength()) {
            throw new IllegalArgumentException(
                    "frames have " + SHORTEST + " to " + mostLength() + " bytes, not " + length);
        }
        return sender.offer(frame, length);
    }

    @Override
    public void flush() {
        sender.flush();
    }

    @Override
    public int mostLength() {
        return 1518;
    }

    @Override
    public boolean isLinkUp() {
        return (features & FEATURE_STATUS) == 0 || (windows.device().readShort(6) & 1) != 0;
    }

    @Override
    public long hardwareAddress() {
        long address = 0;
        for (int i = 0; i < 6; i++) {
            address = address << 8 | windows.device().readByte(i);
        }
        return address;
    }

    @Override
    public Trouble inspect(final long nowNs) {
        final int status = common.readByte(STATUS);
        if (status == ALL_ONES) {
            return Trouble.REMOVED;
        }
        if (isStarted && (status & DRIVER_OK) == 0) {
            return Trouble.FORGOTTEN;
        }
        if ((status & NEEDS_RESET) != 0 || receiver.isBroken() || sender.isBroken()) {
            return Trouble.DEVICE_FAULT;
        }
        if (receiver.blocked() != blockedSeen) {
            blockedSeen = receiver.blocked();
            return Trouble.DMA_FAULT;
        }
        final boolean isWaiting = isLinkUp() && sender.queue().outstanding() > 0;
        return sending.look(isWaiting, sender.queue().progress(), nowNs) ? Trouble.STUCK_TRANSMIT : Trouble.NONE;
    }

    @Override
    public long counter(final NicCounter counter) {
        return switch (counter) {
            case FRAMES -> receiver.delivered();
            case INVALID -> receiver.invalid() + receiver.blocked();
            default -> 0;
        };
    }

    /** A virtio card of version 1 counts nothing itself: what its driver has seen. */
    @Override
    public long counter(final ChipCounter counter) {
        return switch (counter) {
            case RECEIVED -> receiver.delivered();
            case SENT -> sender.completed();
            case WRONG_LENGTH -> receiver.invalid();
            default -> 0;
        };
    }
}
