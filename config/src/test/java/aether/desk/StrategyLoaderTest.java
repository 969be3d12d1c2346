package aether.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aether.config.ConfigException;
import aether.config.ConfigReader;
import aether.gateway.strategy.TwoSidedQuoter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strategy that cannot be loaded: which setting is wrong, and what to do. */
class StrategyLoaderTest {
    /** What class files of this machine's Java have as their major version; the next Java's is one more. */
    private static final int MAJOR_VERSION_OFFSET = 7;

    @TempDir
    Path directory;

    private String refusal(final String name, final Path jar) {
        return assertThrows(
                        ConfigException.class,
                        () -> StrategyLoader.load(ConfigReader.parse(
                                        """
                                channel: { lines: { A: { group: 239.1.1.1, port: 5000 } } }
                                journal: { directory: j }
                                orders:
                                  host: localhost
                                  port: 5001
                                  secretFile: none
                                  session: { session: AE1, firm: TEST, accessKey: KEY }
                                  limits: { maxQuantity: 1, maxOrderValue: 1, maxOpenOrders: 1, maxGrossValue: 1, maxPosition: 1,
                                            maxLoss: 1, collarTicks: 1, maxReferenceAge: 1ms, messages: 1, cancels: 1, messageWindow: 1s }
                                  strategy: { class: %s%s }
                                """.formatted(name, jar == null ? "" : ", jar: '" + jar + "'"), "site.yaml")
                                .orders()))
                .getMessage();
    }

    private Path jar(final String entry, final byte[] content) throws IOException {
        final Path jar = directory.resolve("strategies.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(entry));
            out.write(content);
        }
        return jar;
    }

    @Test
    void shouldTellAMissingJarFromAMissingClass() throws IOException {
        final Path missing = directory.resolve("none.jar");
        assertEquals("orders.strategy.jar: " + missing + ": no such file", refusal("desk.Mine", missing));
        final Path text = Files.writeString(directory.resolve("text.jar"), "no jar");
        assertEquals(
                "orders.strategy.jar: " + text + ": no jar:",
                refusal("desk.Mine", text).replaceAll("no jar: .*", "no jar:"));
        final Path jar = jar("desk/Yours.class", new byte[0]);
        assertEquals(
                "orders.strategy.class: no class desk.Mine in " + jar + ", which holds desk.Yours",
                refusal("desk.Mine", jar));
        assertEquals(
                "orders.strategy.class: no class desk.Mine on the class path; name its jar in orders.strategy.jar",
                refusal("desk.Mine", null));
    }

    @Test
    void shouldSayThatAClassIsOfANewerJava() throws IOException {
        final byte[] newer;
        try (var in = TwoSidedQuoter.class.getResourceAsStream("TwoSidedQuoter.class")) {
            newer = in.readAllBytes();
        }
        newer[MAJOR_VERSION_OFFSET]++;
        // A package of its own, since the class path has the real one; the version is looked at before the name.
        final Path jar = jar("desk/gateway/strategy/TwoSidedQuoter.class", newer);
        final int release = Runtime.version().feature();
        assertEquals(
                "orders.strategy.class: desk.gateway.strategy.TwoSidedQuoter was compiled for a newer Java than this one, "
                        + release + "; compile it with 'javac --release " + release + "'",
                refusal("desk.gateway.strategy.TwoSidedQuoter", jar));
    }

    @Test
    void shouldSayWhatAStrategyMustBe() {
        assertEquals(
                "orders.strategy.class: java.lang.String must implement aether.gateway.Strategy and have a public constructor "
                        + "without parameters",
                refusal("java.lang.String", null));
    }
}
