package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/** Whatever is wrong: one clear line on standard error, exit code 2, no stack trace. */
class WrongUseTest {
    @TempDir
    Path directory;

    @Command(name = "broken")
    static final class Broken implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new StackOverflowError();
        }
    }

    /** Faults of ours, errors of the JVM included, are a line and a report, never a stack trace. */
    @Test
    void shouldReportAnErrorInOneLine() throws IOException {
        final CommandLine broken = CommandLine.execute(new Broken());
        assertEquals(3, broken.exitCode());
        assertEquals(1, broken.err().lines().count(), broken.err());
        assertTrue(
                broken.err().startsWith("aether: internal fault: java.lang.StackOverflowError; the report is in "),
                broken.err());
        Files.delete(Path.of(broken.err().strip().replaceAll(".* ", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"decode", "books", "replay"})
    void shouldNameFilesThatAreNoCaptures(final String command) throws IOException {
        assertRefused(directory.resolve("missing.pcap"), command, directory.resolve("missing.pcap"));
        final Path text = Files.writeString(directory.resolve("notes.txt"), "just some text, not a capture");
        assertRefused(text, command, text);
        final Path zero = Files.createFile(directory.resolve("zero.pcap"));
        assertRefused(zero, command, zero);
        final Path header = Files.write(directory.resolve("empty.pcap"), emptyPcap());
        assertRefused(header, command, header);
        assertRefused(directory, command, directory);
    }

    private static byte[] emptyPcap() {
        final byte[] file = new byte[24];
        file[0] = (byte) 0xD4;
        file[1] = (byte) 0xC3;
        file[2] = (byte) 0xB2;
        file[3] = (byte) 0xA1;
        file[20] = 1;
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "stat", "verify", "tail", "recover"})
    void shouldNameDirectoriesThatAreNoJournals(final String verb) throws IOException {
        assertRefused("no such directory", "journal", verb, directory.resolve("missing"), "");
        if (!"ls".equals(verb)) {
            assertRefused(directory.toString(), "journal", verb, directory, "");
        }
    }

    @Test
    void shouldNameUnknownVenuesAndValues() throws IOException {
        final Path file = Files.createFile(directory.resolve("x.pcap"));
        assertRefused("unknown venue 'nyse'", "decode", file, "--venue", "nyse");
        assertRefused("--start", "books", file, "--start", "yesterday");
        assertRefused("--depth", "books", file, "--depth", "0");
        assertRefused("--speed", "replay", file, "--speed", "fast");
        assertRefused("--rate", "demo", "--rate", "0");
        assertRefused("must be 0 to 1", "demo", "--loss", "7");
        assertRefused("no duration", "demo", "--duration", "soon");
        assertRefused("Unmatched argument", "fly");
        assertRefused("--config", "run");
        assertRefused("nosuch0", "demo", "--interface", "nosuch0", "--duration", "1s");
        assertRefused("schema", "decode", file, "--schema", directory.resolve("none.xml"));
    }

    @Test
    void shouldNameWhatIsWrongInAConfiguration() throws IOException {
        assertRefused("no such file", "run", "-c", directory.resolve("none.yaml"));
        assertRefused("directory", "run", "-c", directory);
        assertRefused("not valid YAML", "run", "-c", yaml("channel: [a, {b"));
        assertRefused("channel.lines", "run", "-c", yaml("channel: { id: 1 }"));
        assertRefused(
                "channel.lines.A.group", "run", "-c", yaml("channel: { lines: { A: { group: 10.0.0.1, port: 5 } } }"));
        assertRefused(
                "channel.lines.A.port", "run", "-c", yaml("channel: { lines: { A: { group: 239.1.1.1, port: 0 } } }"));
        final String good = "channel: { lines: { A: { group: 239.255.92.1, port: 31999 } } }\n";
        assertRefused("books.strat", "run", "-c", yaml(good + "books: { strat: empty }"));
        assertRefused("books.start", "run", "-c", yaml(good + "books: { start: often }"));
        assertRefused("arbiter.lossTimeout", "run", "-c", yaml(good + "arbiter: { lossTimeout: 5 }"));
        assertRefused("ringPackets", "run", "-c", yaml(good + "arbiter: { ringPackets: 1000 }"));
        assertRefused(
                "journal.tapLength",
                "run",
                "-c",
                yaml(good + "journal: { tapLength: 64 KiB, directory: x }\narbiter: { maxPacketLength: 32 KiB }"));
        assertRefused("venue", "run", "-c", yaml(good.replace("{ lines", "{ venue: nyse, lines")));
        assertRefused("nosuch0", "run", "-c", yaml(good.replace("{ lines", "{ interface: nosuch0, lines")));
    }

    @Test
    void shouldNameWhatIsWrongWithACluster() throws IOException {
        final String good = Files.readString(Path.of("profiles/cluster.yaml"));
        assertRefused("cluster.member is missing", "run", "-c", yaml(good.replace("  member: 0", "")));
        assertRefused("member must be 0 to 2, not 3", "run", "-c", yaml(good.replace("member: 0", "member: 3")));
        assertRefused("odd number", "run", "-c", yaml(good.replace(", \"127.0.0.1:20112\" ]", " ]")));
        assertRefused("share ports", "run", "-c", yaml(good.replace("127.0.0.1:20106", "127.0.0.1:20102")));
        assertRefused("cluster.members", "run", "-c", yaml(good.replace("127.0.0.1:20106", "127.0.0.1")));
        assertRefused("heartbeat", "run", "-c", yaml(good.replace("200ms", "60ms")));
        assertRefused("cluster.directory", "run", "-c", yaml(good.replace("  directory: cluster-data", "")));
        assertRefused("journal.directory", "run", "-c", yaml(good.replace("  directory: journal-data", "")));
        assertRefused(
                "orders.backup",
                "run",
                "-c",
                yaml(good.replace("  port: 31010", "  port: 31010\n  backup: { host: localhost, port: 31012 }")));
    }

    @Test
    void shouldNameThePortThatIsTaken() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0)) {
            assertRefused(
                    ":" + taken.getLocalPort(),
                    "run",
                    "-c",
                    yaml("channel: { lines: { A: { group: 239.255.92.1, port: " + taken.getLocalPort() + " } } }"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "replay", "decode", "books", "journal"})
    void shouldHelpWithAnExample(final String command) {
        final CommandLine line = CommandLine.run(command, "--help");
        assertEquals(0, line.exitCode());
        assertTrue(line.out().contains("Example: aether " + command), line.out());
    }

    private Path yaml(final String text) throws IOException {
        return Files.writeString(directory.resolve("site.yaml"), text);
    }

    private static void assertRefused(final Object named, final Object... words) {
        final Object[] given =
                words[words.length - 1].equals("") ? java.util.Arrays.copyOf(words, words.length - 1) : words;
        final CommandLine line = CommandLine.run(given);
        assertEquals(2, line.exitCode(), line.err());
        assertEquals(1, line.err().lines().count(), line.err());
        assertTrue(line.err().startsWith("aether: "), line.err());
        assertTrue(line.err().contains(named.toString()), line.err());
        assertFalse(line.err().contains("Exception"), line.err());
    }
}
