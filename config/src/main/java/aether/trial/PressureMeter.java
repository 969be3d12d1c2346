package aether.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The kernel's own figure of how long somebody who could run waited for a core (pressure stall information). */
final class PressureMeter {
    private static final Path CPU = Path.of("/proc/pressure/cpu");
    private static final String TOTAL = "total=";

    private final long startNs = System.nanoTime();
    private final long startUs = waitedUs();

    /** Microseconds since the machine started; 0 where the kernel does not count. */
    private static long waitedUs() {
        try {
            final String some = Files.readAllLines(CPU).getFirst();
            return Long.parseLong(
                    some.substring(some.indexOf(TOTAL) + TOTAL.length()).strip());
        } catch (final IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** The share of the time since this was made, 0 to 1. */
    double share() {
        final double passedUs = (double) TimeUnit.NANOSECONDS.toMicros(Math.max(1_000, System.nanoTime() - startNs));
        return Math.clamp((waitedUs() - startUs) / passedUs, 0, 1);
    }
}
