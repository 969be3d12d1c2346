package aether.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jcstress tests of every structure that two threads share, briefly; {@code -Daether.stress=5000} takes longer. */
class SharedStructuresTest {
    /** Milliseconds for each iteration of each configuration of each test. */
    private static final int ITERATION_MS = Integer.getInteger("aether.stress", 150);

    private static final int STRESS_TESTS = 3;

    @TempDir
    Path directory;

    @Test
    void shouldHoldUnderStress() throws IOException, InterruptedException {
        final Process stress = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-exports",
                        "java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jcstress.Main",
                        "-m",
                        "quick",
                        "-time",
                        String.valueOf(ITERATION_MS),
                        "-iters",
                        "2",
                        "-f",
                        "1",
                        "-t",
                        "aether.*",
                        "-jvmArgs",
                        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-r",
                        directory.toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        final String out = new String(stress.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(stress.waitFor(10, TimeUnit.MINUTES), "jcstress did not end");
        assertEquals(0, stress.exitValue(), out);
        assertTrue(out.contains("Failed tests: No matches"), out);
        assertTrue(out.contains("Error tests: No matches"), out);
        assertTrue(out.contains(STRESS_TESTS + " matching test results"), out);
    }
}
