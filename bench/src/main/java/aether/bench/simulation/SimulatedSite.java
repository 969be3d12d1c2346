package aether.bench.simulation;

import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.desk.SecretFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.IoUtil;

/** What the machines are configured from, read once; and the few files that they have. */
public final class SimulatedSite implements Closeable {
    static final int SIZE = 3;
    private static final String KEY = "c2VjcmV0LW9mLXRoZS1zaW11bGF0ZWQtc2Vzc2lvbi0wMTIzNDU2Nzg5";

    private final Path directory;
    private final List<SiteConfig> configs;

    /** Makes a directory of its own. */
    public SimulatedSite() {
        try {
            directory = Files.createTempDirectory("aether-simulation-");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final Path secret = directory.resolve("secret");
        SecretFile.write(secret, KEY);
        configs = IntStream.range(0, SIZE)
                .mapToObj(id -> ConfigReader.parse(text(id, secret), "machine " + id))
                .toList();
    }

    private String text(final int id, final Path secret) {
        return """
                channel:
                  id: 17
                  lines: { A: { group: 239.255.79.1, port: 33001 }, B: { group: 239.255.79.2, port: 33002 } }
                  recovery:
                    definitions: { A: { group: 239.255.79.3, port: 33003 }, B: { group: 239.255.79.4, port: 33004 } }
                    priceSnapshots: { A: { group: 239.255.79.5, port: 33005 }, B: { group: 239.255.79.6, port: 33006 } }
                books: { maxInstruments: 8, maxOrders: 1000 }
                orders:
                  host: 127.0.0.1
                  port: %d
                  secretFile: '%s'
                  session: { session: AE1, firm: TRIAL, accessKey: KEY, keepAlive: 1s }
                  maxOrders: 2048
                  limits: { maxQuantity: 10, maxOrderValue: 100000000000000, maxOpenOrders: 20,
                            maxGrossValue: 1000000000000000, maxPosition: 60, maxLoss: 1000000000000000,
                            collarTicks: 20, maxReferenceAge: 1s, messages: 1000, cancels: 1000 }
                  strategy:
                    class: aether.gateway.strategy.TwoSidedQuoter
                    settings: { instruments: 2, quantity: 2, halfSpreadTicks: 1, requoteMillis: 5 }
                cluster:
                  member: %d
                  members: [ "127.0.0.1:20000", "127.0.0.1:20006", "127.0.0.1:20012" ]
                  directory: '%s'
                publication: { directory: '%s' }
                journal: { directory: '%s' }
                """.formatted(
                        SimulatedExchange.PORT,
                        secret,
                        id,
                        directory.resolve("cluster" + id),
                        directory.resolve("books" + id),
                        directory.resolve("journal" + id));
    }

    String key() {
        return KEY;
    }

    SiteConfig config(final int id) {
        return configs.get(id);
    }

    Path commands(final int id) {
        return directory.resolve(id + ".commands");
    }

    @Override
    public void close() {
        IoUtil.delete(directory.toFile(), true);
    }
}
