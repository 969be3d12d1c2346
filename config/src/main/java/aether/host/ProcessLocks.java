package aether.host;

import aether.nic.sys.Errno;
import aether.nic.sys.Scheduling;
import java.util.ArrayList;
import java.util.List;

/** What a process holds for its hot threads while it runs: its memory in place, and cores that do not sleep deeply. */
public final class ProcessLocks implements AutoCloseable {
    private final List<String> refused = new ArrayList<>();
    private final boolean isMemoryLocked;
    private final int wakeUp;

    /** Takes what is wanted; what is refused is noted. */
    public ProcessLocks(final boolean wantsMemory, final boolean wantsWakeUp) {
        final int memory = wantsMemory ? Scheduling.lockMemory() : -1;
        isMemoryLocked = memory == 0;
        if (wantsMemory && memory < 0) {
            refused.add("memory is not locked: " + Errno.text(memory)
                    + "; it needs CAP_IPC_LOCK or a higher limit (ulimit -l)");
        }
        wakeUp = wantsWakeUp ? Scheduling.holdWakeUpLatency() : -1;
        if (wantsWakeUp && wakeUp < 0) {
            refused.add("cores may sleep deeply: /dev/cpu_dma_latency: " + Errno.text(wakeUp)
                    + "; its owner is root, or the machine has none");
        }
    }

    /** What could not be had, in plain words. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        if (isMemoryLocked) {
            Scheduling.unlockMemory();
        }
        Scheduling.release(wakeUp);
    }
}
