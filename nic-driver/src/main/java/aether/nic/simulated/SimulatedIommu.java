package aether.nic.simulated;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;

/** What a device may reach, and a list of what it tried to reach otherwise. */
public final class SimulatedIommu {
    private static final int MOST_FAULTS = 1_000;

    /** A refused access. */
    public record Fault(long iova, boolean isWrite) {}

    private record Mapping(long iova, AtomicBuffer memory, boolean isReadable, boolean isWritable) {
        boolean holds(final long first, final int length) {
            return first >= iova && first - iova <= memory.capacity() - length;
        }
    }

    private final List<Mapping> mappings = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private AtomicBuffer found;

    /** Lets the device reach some memory. */
    public synchronized void map(
            final long iova, final AtomicBuffer memory, final boolean isReadable, final boolean isWritable) {
        mappings.add(new Mapping(iova, memory, isReadable, isWritable));
    }

    /** Takes it away again. */
    public synchronized void unmap(final long iova) {
        mappings.removeIf(mapping -> mapping.iova == iova);
    }

    /** What was refused so far. */
    public synchronized List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** The device reaches for some bytes; false, and a fault, when it may not. */
    public boolean tryToReach(final long iova, final int length, final boolean isWrite) {
        return reach(iova, length, isWrite) >= 0;
    }

    /** Where an address lies in {@link #found}; -1 with a fault when the device may not go there. */
    synchronized int reach(final long iova, final int length, final boolean isWrite) {
        for (final Mapping mapping : mappings) {
            if (mapping.holds(iova, length) && (isWrite ? mapping.isWritable : mapping.isReadable)) {
                found = mapping.memory;
                return (int) (iova - mapping.iova);
            }
        }
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Fault(iova, isWrite));
        }
        return -1;
    }

    AtomicBuffer found() {
        return found;
    }

    /** The device writes; false when it may not. */
    boolean write(final long iova, final byte[] bytes) {
        final int at = reach(iova, bytes.length, true);
        if (at < 0) {
            return false;
        }
        found.putBytes(at, bytes);
        return true;
    }

    /** The device reads; null when it may not. */
    byte[] read(final long iova, final int length) {
        final int at = reach(iova, length, false);
        if (at < 0) {
            return null;
        }
        final byte[] bytes = new byte[length];
        found.getBytes(at, bytes);
        return bytes;
    }
}
