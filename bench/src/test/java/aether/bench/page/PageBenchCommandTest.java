package aether.bench.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A benchmark in which nobody looks would measure nothing. */
class PageBenchCommandTest {
    private static final Pattern WATCHED = Pattern.compile("on +([\\d,]+) frames .*: (\\d+) (\\d+)");
    private static final Pattern ALONE = Pattern.compile("off +([\\d,]+) frames .*: \\d+ 0");

    @Test
    void shouldBeLookedAtInEveryOtherRound() {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertEquals(
                    0,
                    new CommandLine(new PageBenchCommand())
                            .execute("--viewers", "3", "--rounds", "1", "--seconds", "2"));
        } finally {
            System.setOut(before);
        }
        final String said = out.toString(StandardCharsets.UTF_8);
        final Matcher watched = WATCHED.matcher(said);
        int rounds = 0;
        while (watched.find()) {
            assertTrue(Long.parseLong(watched.group(2)) > 10_000 && Integer.parseInt(watched.group(3)) > 0, said);
            rounds++;
        }
        assertEquals(2, rounds, said);
        assertEquals(2, ALONE.matcher(said).results().count(), said);
        assertTrue(said.contains("p99.9 "), said);
    }
}
