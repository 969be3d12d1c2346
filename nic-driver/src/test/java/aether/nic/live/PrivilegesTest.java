package aether.nic.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.nic.TransportException;
import aether.nic.sys.Privileges;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A process of its own gives up its rights, and looks at every one of its threads. */
class PrivilegesTest {
    private static final String USER = "nobody";

    /** Prints, for each thread, its user and its capabilities; then what becomes of an attempt to go back. */
    public static final class Child {
        private Child() {}

        public static void main(final String[] arguments) throws IOException {
            final Thread other = new Thread(() -> {
                while (true) {
                    Thread.onSpinWait();
                }
            });
            other.setDaemon(true);
            other.start();
            Privileges.become(USER);
            try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
                for (final Path thread : threads.toList()) {
                    final String status = Files.readString(thread.resolve("status"));
                    System.out.println(
                            line(status, "Uid:") + " " + line(status, "CapEff:") + " " + line(status, "CapPrm:"));
                }
            }
            try {
                Privileges.become("daemon");
                System.out.println("went on");
            } catch (final TransportException e) {
                System.out.println("refused");
            }
        }

        private static String line(final String status, final String name) {
            return status.lines()
                    .filter(line -> line.startsWith(name))
                    .findFirst()
                    .orElse("")
                    .replaceAll("\\s+", " ");
        }
    }

    @Test
    void shouldGiveUpTheRightsOfAllThreads() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: only root has rights to give up");
        final List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        final Process child =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), said);
        final List<String> lines = said.lines().toList();
        assertTrue(lines.size() > 5, said);
        assertEquals("refused", lines.getLast());
        for (final String thread : lines.subList(0, lines.size() - 1)) {
            assertTrue(thread.matches("Uid: 65534 65534 65534 65534 CapEff: 0+ CapPrm: 0+"), thread);
        }
    }

    @Test
    void shouldRefuseUsersThatMakeNoSense() {
        assertTrue(assertThrows(TransportException.class, () -> Privileges.become("nobody-at-all"))
                .getMessage()
                .contains("there is no user 'nobody-at-all'"));
        assertTrue(assertThrows(TransportException.class, () -> Privileges.become("root"))
                .getMessage()
                .contains("is root"));
    }
}
