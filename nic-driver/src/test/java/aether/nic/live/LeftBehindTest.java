package aether.nic.live;

import static aether.nic.live.Numbered.GROUP;
import static aether.nic.live.Numbered.PORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.nic.FrameSource;
import aether.nic.MulticastGroup;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.sys.NetworkNamespace;
import aether.nic.sys.VethPair;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a killed process and a refused one leave behind: nothing. */
class LeftBehindTest {
    private static final MulticastEndpoint FEED =
            new MulticastEndpoint(VethPair.RECEIVER, new MulticastGroup(GROUP, PORT));
    private static final long DEADLINE_NS = 10_000_000_000L;

    private VethPair cable;

    @BeforeEach
    void connect() {
        assumeTrue(NetworkNamespace.isAllowed(), "skipped: making a network namespace needs CAP_SYS_ADMIN");
        cable = VethPair.create();
    }

    @AfterEach
    void disconnect() {
        if (cable != null) {
            cable.close();
        }
    }

    /** A child process lives in the network of the thread that starts it. */
    private Process start(final List<String> prefix, final String... arguments) {
        final List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--add-exports",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.net.preferIPv4Stack=true",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                XdpHolder.class.getName()));
        command.addAll(List.of(arguments));
        return cable.receiver()
                .call(() ->
                        new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static String firstWord(final Process process) throws IOException {
        final BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        while (line != null && !line.startsWith("open ") && !line.startsWith("refused ")) {
            line = said.readLine();
        }
        return line;
    }

    private boolean isAttached() {
        return cable.receiver().ip("link", "show", VethPair.RECEIVER).contains("prog/xdp");
    }

    @Test
    void shouldHaveNoProgramAttachedAfterAKill() throws Exception {
        final Process holder = start(List.of(), "XDP_NATIVE", "hold");
        try {
            assertTrue(firstWord(holder).startsWith("open "));
            assertTrue(isAttached());
        } finally {
            holder.destroyForcibly();
            assertTrue(holder.waitFor(10, TimeUnit.SECONDS));
        }
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (isAttached()) {
            assertTrue(System.nanoTime() < deadlineNs, "the program outlived its process");
        }
        cable.receiver().call(() -> TierOpener.XDP_NATIVE.open(FEED)).close();
    }

    @Test
    void shouldHaveNoProgramAttachedAfterAClose() {
        try (FrameSource source = cable.receiver().call(() -> TierOpener.XDP_NATIVE.open(FEED))) {
            assertTrue(isAttached());
            assertTrue(source.toString().contains("in the driver"), source.toString());
        }
        assertFalse(isAttached());
        cable.receiver().call(() -> TierOpener.XDP_GENERIC.open(FEED)).close();
        assertFalse(isAttached());
    }

    @ParameterizedTest
    @CsvSource({
        "XDP_NATIVE, cap_net_raw,   it needs CAP_NET_RAW",
        "XDP_NATIVE, 'cap_bpf,cap_net_admin,cap_sys_admin', AF_XDP needs CAP_BPF and CAP_NET_ADMIN",
        "PACKET,     cap_net_raw,   it needs CAP_NET_RAW"
    })
    void shouldSayWhichRightIsMissingAndLeaveNothing(final String tier, final String dropped, final String expected)
            throws Exception {
        assumeTrue(
                Files.exists(Path.of("/usr/sbin/capsh")) || Files.exists(Path.of("/sbin/capsh")),
                "skipped: no capsh to drop rights with (libcap2-bin)");
        final Process process = start(List.of("capsh", "--drop=" + dropped, "--shell=/usr/bin/env", "--"), tier);
        final String said = firstWord(process);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertTrue(said != null && said.startsWith("refused ") && said.contains(expected), said);
        assertFalse(isAttached());
    }

    /** A plain socket and its batches ask for no right at all. */
    @ParameterizedTest
    @CsvSource({"SOCKET", "BATCHED"})
    void shouldReceiveWithoutAnyRight(final String tier) throws Exception {
        assumeTrue(
                Files.exists(Path.of("/usr/sbin/capsh")) || Files.exists(Path.of("/sbin/capsh")),
                "skipped: no capsh to drop rights with (libcap2-bin)");
        final Process process = start(List.of("capsh", "--drop=all", "--shell=/usr/bin/env", "--"), tier);
        final String said = firstWord(process);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertTrue(said != null && said.startsWith("open "), said);
        assertEquals(0, process.exitValue());
    }
}
