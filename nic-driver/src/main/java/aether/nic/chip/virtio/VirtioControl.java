package aether.nic.chip.virtio;

import aether.nic.TransportException;
import aether.nic.chip.Dma;
import aether.nic.chip.Patience;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;

/**
 * The control queue of a virtio card: which addresses it is to receive (5.1.6.5).
 *
 * <pre>
 *  command: 0 class u8 | 1 command u8 | 2 ...; its answer in a buffer of its own: 0 u8, 0 is well
 *    class 0 (receive mode), command 0: everything, u8 on or off
 *    class 1 (addresses), command 0: own ones: count u32, 6 bytes each; then groups: count u32, 6 bytes each
 * </pre>
 */
final class VirtioControl {
    /** What it needs behind its queue, bytes. */
    static final int LENGTH = 4096;

    private static final int ANSWER = LENGTH - 8;
    private static final int COMMAND = 0;
    private static final int COMMAND_HEADER = 2;
    private static final int ADDRESS_LENGTH = 6;
    private static final int RECEIVE_MODE = 0;
    private static final int ADDRESSES = 1;
    private static final byte NO_ANSWER = -1;
    private static final long ANSWER_MS = 1_000;

    private final SplitQueue queue;
    private final Dma area;
    private final AtomicBuffer memory;

    VirtioControl(final SplitQueue queue, final Dma area) {
        this.queue = queue;
        this.area = area;
        memory = area.memory();
    }

    SplitQueue queue() {
        return queue;
    }

    /** Has the card receive broadcasts, its own address and some groups; {@code name} is for messages. */
    void filter(final String name, final long own, final List<Long> groups) {
        int at = COMMAND + COMMAND_HEADER;
        memory.putInt(at, 1);
        at = address(at + Integer.BYTES, own);
        memory.putInt(at, groups.size());
        at += Integer.BYTES;
        for (final long group : groups) {
            at = address(at, group);
        }
        command(name, ADDRESSES, 0, at - COMMAND);
        memory.putByte(COMMAND + COMMAND_HEADER, (byte) 0);
        command(name, RECEIVE_MODE, 0, COMMAND_HEADER + 1);
    }

    private int address(final int at, final long address) {
        for (int i = 0; i < ADDRESS_LENGTH; i++) {
            memory.putByte(at + i, (byte) (address >>> 8 * (ADDRESS_LENGTH - 1 - i)));
        }
        return at + ADDRESS_LENGTH;
    }

    private void command(final String name, final int commandClass, final int command, final int length) {
        memory.putByte(COMMAND, (byte) commandClass);
        memory.putByte(COMMAND + 1, (byte) command);
        memory.putByte(ANSWER, NO_ANSWER);
        queue.describe(0, area.address(COMMAND), length, SplitQueue.NEXT, 1);
        queue.describe(1, area.address(ANSWER), 1, SplitQueue.DEVICE_WRITES, 0);
        queue.post(0);
        queue.publish();
        Patience.until(queue::seeUsed, ANSWER_MS, name + ": its control queue");
        queue.take();
        if (memory.getByte(ANSWER) != 0) {
            throw new TransportException(
                    name + ": it refuses to filter addresses (answer " + memory.getByte(ANSWER) + ")");
        }
    }
}
