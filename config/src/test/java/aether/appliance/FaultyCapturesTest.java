package aether.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Captures that went wrong in ways that were seen elsewhere. */
class FaultyCapturesTest {
    private static final Path FAULTS =
            Path.of(System.getProperty("aether.shared", "../../shared")).resolve("captures/faults");

    private static Path capture(final String name) {
        final Path file = FAULTS.resolve(name);
        assumeTrue(Files.exists(file), "skipped: no " + file + " (set -Daether.shared to a folder that has it)");
        return file;
    }

    /** Line A is damaged and its UDP checksum says so; line B is whole. */
    @Test
    void shouldRefuseADamagedPacketAndTakeItsTwin() {
        final CommandLine books = CommandLine.run("books", capture("90_bad_udp_checksum.pcap"), "--start", "empty");
        assertEquals(0, books.exitCode());
        assertTrue(books.out().contains("\"seq\":2,") && books.out().contains("[[5000250000000,11,1]]"), books.out());
        assertTrue(books.err().contains("0 packets lost, 1 refused as damaged"), books.err());
    }

    @Test
    void shouldSayThatAChecksumIsWrong() {
        final CommandLine decode = CommandLine.run("decode", capture("90_bad_udp_checksum.pcap"));
        assertTrue(decode.out().contains("\"error\":\"a checksum of IPv4 or UDP is wrong\""), decode.out());
    }
}
