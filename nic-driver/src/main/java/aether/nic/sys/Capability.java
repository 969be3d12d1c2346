package aether.nic.sys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rights of a process that transports and threads need (capabilities(7)); the number is the bit in the kernel's masks. */
public enum Capability {
    /** Sockets that see frames. */
    NET_RAW(13),
    /** Programs on an interface; interface settings. */
    NET_ADMIN(12),
    /** Locking more memory than the limit. */
    IPC_LOCK(14),
    /** Real-time scheduling. */
    SYS_NICE(23),
    /** Loading BPF programs and maps. */
    BPF(39);

    private final int bit;

    Capability(final int bit) {
        this.bit = bit;
    }

    /** Whether this process may. */
    public boolean isHeld() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("CapEff:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >>> bit & 1) != 0);
        } catch (final IOException e) {
            return false;
        }
    }

    /** The name that setcap and systemd know. */
    public String kernelName() {
        return "CAP_" + name();
    }
}
