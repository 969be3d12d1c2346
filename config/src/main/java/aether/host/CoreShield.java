package aether.host;

import aether.nic.sys.Errno;
import aether.nic.sys.Scheduling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps hot cores to the hot threads of this process: it goes into the control group that {@code aether host prepare} has left those cores to,
 * and its other threads, those of the JVM among them, go elsewhere. Threads made by those inherit that; a hot thread binds itself to its core
 * later. Set back when closed.
 */
public final class CoreShield implements AutoCloseable {
    /** The control group that may use all cores, below the root; the others may use those that are not hot. */
    public static final String GROUP = "sys/fs/cgroup/aether";

    private final List<String> refused = new ArrayList<>();
    private final Map<Integer, BitSet> before = new HashMap<>();

    /** Does what can be done; what is refused is noted. */
    public CoreShield(final Path root, final BitSet hot) {
        if (!hot.isEmpty()) {
            enter(root.resolve(GROUP).resolve("cgroup.procs"));
            keepOff(hot);
        }
    }

    private void enter(final Path group) {
        if (!Files.exists(group)) {
            return;
        }
        try {
            Files.write(
                    group,
                    (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.WRITE);
        } catch (final IOException e) {
            refused.add(
                    "this process may not use the hot cores, which 'aether host prepare' has taken from the others: "
                            + e.getMessage() + "; start it as root, or let its user write there");
        }
    }

    private void keepOff(final BitSet hot) {
        int failed = 0;
        int reason = 0;
        for (final int thread : Scheduling.threads()) {
            final BitSet cores = Scheduling.cores(thread);
            final BitSet others = CpuList.missing(cores, hot);
            // Where every core is hot there is nowhere to go.
            if (cores.intersects(hot) && !others.isEmpty()) {
                final int result = Scheduling.bind(thread, others);
                if (result == 0) {
                    before.put(thread, cores);
                } else if (result != -Errno.ESRCH) {
                    failed++;
                    reason = result;
                }
            }
        }
        if (failed > 0) {
            refused.add(failed + " threads stay on hot cores: " + Errno.text(reason));
        }
    }

    /** What could not be had, in plain words. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void close() {
        before.forEach(Scheduling::bind);
        before.clear();
    }
}
