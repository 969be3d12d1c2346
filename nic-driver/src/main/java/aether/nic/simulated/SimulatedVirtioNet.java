package aether.nic.simulated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A virtio network card on PCI, version 1. Source: Virtual I/O Device (VIRTIO) Version 1.2, 2.7, 4.1 and 5.1. */
public final class SimulatedVirtioNet extends SimulatedCard {
    /** Features of a card that goes through the IOMMU, filters addresses and knows its link. */
    public static final long ALL_FEATURES = 1L << 5 | 1L << 16 | 1L << 17 | 1L << 18 | 1L << 32 | 1L << 33;

    private static final int NOTIFY = 0x1000;
    private static final int MULTIPLIER = 4;
    private static final int DEVICE = 0x2000;
    private static final int QUEUES = 3;
    private static final int MOST = 256;
    private static final int DESCRIPTOR = 16;
    private static final int HEADER = 12;
    private static final int NEXT = 1;
    private static final int DEVICE_WRITES = 2;
    private static final int DRIVER_OK = 4;
    private static final int NEEDS_RESET = 64;
    private static final int ADDRESS_LENGTH = 6;

    /** What a driver has set up. */
    private static final class Queue {
        private int size = MOST;
        private int enabled;
        private final long[] addresses = new long[3];
        private int seen;
        private int used;
    }

    /** A chain of buffers. */
    private record Chain(int first, byte[] read, List<long[]> writable) {}

    private final long offered;
    private final Queue[] queues = new Queue[QUEUES];
    private final int[] words = new int[16];
    private final List<byte[]> groups = new ArrayList<>();
    private int status;
    private int selected;
    private boolean takesAll;

    /** A card with an address of its own, six bytes. */
    public SimulatedVirtioNet(final byte[] address, final long features) {
        super(address);
        offered = features;
        powerOn();
    }

    @Override
    void powerOn() {
        status = 0;
        selected = 0;
        takesAll = true;
        groups.clear();
        Arrays.fill(words, 0);
        Arrays.setAll(queues, i -> new Queue());
    }

    /** Capabilities in a chain from 0x40, 20 bytes each: the common, the notifications', the card's. */
    @Override
    public int config(final int offset, final int width) {
        if (offset == 0x34) {
            return 0x40;
        }
        final int index = (offset - 0x40) / 20;
        return switch ((offset - 0x40) % 20) {
            case 0 -> 9;
            case 1 -> index == 2 ? 0 : 0x40 + 20 * (index + 1);
            case 3 -> new int[] {1, 2, 4}[index];
            case 4 -> 4;
            case 8 -> new int[] {0, NOTIFY, DEVICE}[index];
            case 16 -> MULTIPLIER;
            default -> 0;
        };
    }

    @Override
    int get(final int offset, final int width) {
        if (offset >= DEVICE) {
            return offset == DEVICE + ADDRESS_LENGTH ? hasLink() ? 1 : 0 : address()[offset - DEVICE] & 0xFF;
        }
        final Queue queue = queues[Math.min(selected, QUEUES - 1)];
        return switch (offset) {
            case 4 -> (int) (offered >>> 32 * (words[0] & 1));
            case 18 -> QUEUES;
            case 20 -> status;
            case 24 -> selected < QUEUES ? queue.size : 0;
            case 28 -> queue.enabled;
            case 30 -> selected;
            default -> words[offset / 4];
        };
    }

    @Override
    void put(final int offset, final int width, final int value) {
        if (offset >= NOTIFY) {
            onDoorbell((offset - NOTIFY) / MULTIPLIER);
            return;
        }
        final Queue queue = queues[Math.min(selected, QUEUES - 1)];
        switch (offset) {
            case 20 -> setStatus(value);
            case 22 -> selected = value;
            case 24 -> queue.size = value;
            case 28 -> queue.enabled = value;
            case 32, 40, 48 -> set(queue, (offset - 32) / 8, value, 0);
            case 36, 44, 52 -> set(queue, (offset - 36) / 8, value, 32);
            default -> words[offset / 4] = value;
        }
    }

    private static void set(final Queue queue, final int which, final int value, final int shift) {
        queue.addresses[which] = queue.addresses[which] & ~(0xFFFF_FFFFL << shift) | (value & 0xFFFF_FFFFL) << shift;
    }

    private void setStatus(final int value) {
        if (value == 0) {
            if (hasOwnReset()) {
                powerOn();
            }
        } else {
            status = value;
        }
    }

    private boolean mayMove() {
        return reachesMemory() && (status & DRIVER_OK) != 0 && (status & NEEDS_RESET) == 0;
    }

    private void onDoorbell(final int queue) {
        if (queue == 1) {
            sendWaiting();
        } else if (queue == 2) {
            obey();
        }
    }

    /** The next chain of a queue, with what the device may read of it; null when there is none, or it cannot be reached. */
    private Chain take(final Queue queue) {
        final int at = iommu().reach(queue.addresses[1], 4 + 2 * queue.size, false);
        if (queue.enabled == 0 || at < 0 || iommu().found().getShortVolatile(at + 2) == (short) queue.seen) {
            return at < 0 ? fail() : null;
        }
        final int first = iommu().found().getShort(at + 4 + 2 * (queue.seen % queue.size)) & 0xFFFF;
        queue.seen++;
        byte[] read = {};
        final List<long[]> writable = new ArrayList<>();
        int index = first;
        for (int links = 0; links < queue.size; links++) {
            final byte[] descriptor = iommu().read(queue.addresses[0] + (long) index * DESCRIPTOR, DESCRIPTOR);
            if (descriptor == null) {
                return fail();
            }
            final UnsafeBuffer fields = new UnsafeBuffer(descriptor);
            final int flags = fields.getShort(12);
            if ((flags & DEVICE_WRITES) != 0) {
                writable.add(new long[] {fields.getLong(0), fields.getInt(8)});
            } else {
                final byte[] part = iommu().read(fields.getLong(0), fields.getInt(8));
                if (part == null) {
                    return fail();
                }
                final byte[] both = Arrays.copyOf(read, read.length + part.length);
                System.arraycopy(part, 0, both, read.length, part.length);
                read = both;
            }
            if ((flags & NEXT) == 0) {
                break;
            }
            index = Short.toUnsignedInt(fields.getShort(14));
        }
        return new Chain(first, read, writable);
    }

    private Chain fail() {
        status |= NEEDS_RESET;
        return null;
    }

    private void giveBack(final Queue queue, final int descriptor, final int length) {
        final int at = iommu().reach(queue.addresses[2], 4 + 8 * queue.size, true);
        if (at < 0) {
            fail();
            return;
        }
        final AtomicBuffer ring = iommu().found();
        ring.putInt(at + 4 + 8 * (queue.used % queue.size), descriptor);
        ring.putInt(at + 8 + 8 * (queue.used % queue.size), length);
        queue.used++;
        ring.putShortVolatile(at + 2, (short) queue.used);
    }

    private boolean accepts(final byte[] frame) {
        if (takesAll || isForMe(frame) || isForAll(frame)) {
            return true;
        }
        for (int i = 0; i < groups.size(); i++) {
            if (Arrays.equals(frame, 0, ADDRESS_LENGTH, groups.get(i), 0, ADDRESS_LENGTH)) {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean receive(final byte[] frame) {
        if (!mayMove() || !accepts(frame)) {
            return false;
        }
        final Queue queue = queues[0];
        final int ring = iommu().reach(queue.addresses[1], 4 + 2 * queue.size, false);
        if (ring < 0) {
            fail();
            return false;
        }
        if (iommu().found().getShortVolatile(ring + 2) == (short) queue.seen) {
            drop();
            return false;
        }
        final int first = iommu().found().getShort(ring + 4 + 2 * (queue.seen++ % queue.size)) & 0xFFFF;
        final int at = iommu().reach(queue.addresses[0] + (long) first * DESCRIPTOR, DESCRIPTOR, false);
        if (at < 0 || (iommu().found().getShort(at + 12) & DEVICE_WRITES) == 0) {
            fail();
            return false;
        }
        // What the IOMMU refuses is lost, and given back all the same: the card does not look.
        final int target = iommu().reach(iommu().found().getLong(at), HEADER + frame.length, true);
        if (target >= 0) {
            iommu().found().setMemory(target, HEADER, (byte) 0);
            iommu().found().putBytes(target + HEADER, frame);
        }
        giveBack(queue, first, HEADER + frame.length);
        return target >= 0;
    }

    @Override
    public void sendWaiting() {
        while (mayMove() && hasLink() && !isSilent()) {
            final Chain chain = take(queues[1]);
            if (chain == null) {
                return;
            }
            leave(Arrays.copyOfRange(chain.read(), HEADER, chain.read().length));
            giveBack(queues[1], chain.first(), 0);
        }
    }

    private void obey() {
        for (Chain chain = take(queues[2]); chain != null; chain = take(queues[2])) {
            final byte[] command = chain.read();
            final boolean isKnown = command[1] == 0 && (command[0] == 0 || command[0] == 1);
            if (isKnown && command[0] == 0) {
                takesAll = command[2] != 0;
            } else if (isKnown) {
                setGroups(command);
            }
            iommu().write(chain.writable().getFirst()[0], new byte[] {(byte) (isKnown ? 0 : 1)});
            giveBack(queues[2], chain.first(), 1);
        }
    }

    private void setGroups(final byte[] command) {
        final UnsafeBuffer fields = new UnsafeBuffer(command);
        final int own = fields.getInt(2);
        int at = 2 + 4 + own * ADDRESS_LENGTH;
        final int count = fields.getInt(at);
        at += 4;
        groups.clear();
        for (int i = 0; i < count; i++) {
            groups.add(Arrays.copyOfRange(command, at + i * ADDRESS_LENGTH, at + (i + 1) * ADDRESS_LENGTH));
        }
    }

    /** The card gives back a buffer that it was never given. */
    public void giveBackNonsense() {
        giveBack(queues[0], 9_999, 100);
    }
}
