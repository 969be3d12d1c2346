package aether.nic.chip.virtio;

import aether.nic.TransportException;
import aether.nic.chip.Bus;
import aether.nic.chip.Registers;

/**
 * The windows of a virtio device on PCI, found through the capabilities in its configuration space (4.1.4).
 *
 * <pre>
 *  struct virtio_pci_cap: 0 id u8 = 9 | 1 next u8 | 2 length u8 | 3 type u8 | 4 bar u8 | 8 offset u32 | 12 length u32
 *                         | 16 multiplier u32 (type 2 only)
 *  types: 1 common configuration, 2 notification, 3 interrupt status, 4 configuration of the device
 * </pre>
 */
final class VirtioRegisters {
    private static final int CAPABILITIES = 0x34;
    private static final int VENDOR_SPECIFIC = 9;
    private static final int MOST_CAPABILITIES = 48;
    private static final int COMMON = 1;
    private static final int NOTIFICATION = 2;
    private static final int DEVICE = 4;

    private final Bus bus;
    private Registers common;
    private Registers notification;
    private Registers device;
    private int multiplier;

    /**
     * Finds them.
     *
     * @throws TransportException when it is no device of version 1
     */
    VirtioRegisters(final Bus bus) {
        this.bus = bus;
        int at = bus.config(CAPABILITIES, 1) & 0xFC;
        for (int count = 0; at != 0 && count < MOST_CAPABILITIES; count++) {
            if (bus.config(at, 1) == VENDOR_SPECIFIC) {
                take(at);
            }
            at = bus.config(at + 1, 1) & 0xFC;
        }
        if (common == null || notification == null || device == null) {
            throw new TransportException(
                    bus.name() + ": a virtio card of before version 1; it cannot be driven safely");
        }
    }

    private void take(final int at) {
        final int type = bus.config(at + 3, 1);
        if (type != COMMON && type != NOTIFICATION && type != DEVICE) {
            return;
        }
        final Registers window = bus.bar(bus.config(at + 4, 1)).window(bus.config(at + 8, 4));
        switch (type) {
            case COMMON -> common = common == null ? window : common;
            case DEVICE -> device = device == null ? window : device;
            default -> {
                notification = notification == null ? window : notification;
                multiplier = bus.config(at + 16, 4);
            }
        }
    }

    Registers common() {
        return common;
    }

    Registers device() {
        return device;
    }

    /** Where a queue is told that there is something to do; {@code notifyOffset} is the queue's own. */
    Registers doorbell(final int notifyOffset) {
        return notification.window(notifyOffset * multiplier);
    }
}
