package aether.demo;

import aether.desk.OrderDesk;
import aether.desk.SecretFile;
import aether.order.Positions;
import aether.venue.SimulatedVenue;
import aether.venue.entry.ClientAccount;
import aether.venue.entry.OrderEntryContext;
import aether.venue.entry.OrderEntryService;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.EpochNanoClock;

/** The order side of the demo: the venue's order entry, a secret that both sides know, and the reconciliation at the end. */
final class DemoOrders implements AutoCloseable {
    private static final long QUIET_NS = 20_000_000_000L;
    private static final long IDLE_NS = 200_000L;

    private final Path secretFile;
    private final OrderEntryService service;
    private final int backupPort;
    private final int dropCopyPort;

    DemoOrders(final SimulatedVenue venue, final OrderEntryContext context) {
        final String key = SecretFile.newKey();
        try {
            secretFile = Files.createTempFile(
                    "aether-demo-",
                    ".secret",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secretFile, key);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        service = new OrderEntryService(venue, 0, key, context);
        backupPort = service.openBackup(0);
        dropCopyPort = service.openDropCopy(0);
    }

    OrderEntryService service() {
        return service;
    }

    String configuration() {
        return """
                orders:
                  host: localhost
                  port: %d
                  backup: { host: localhost, port: %d }
                  secretFile: '%s'
                  session: { session: AE1, firm: DEMO, accessKey: DEMO-KEY, keepAlive: 1s }
                  limits:
                    maxQuantity: 10
                    maxOrderValue: 100000000000000
                    maxOpenOrders: 20
                    maxGrossValue: 1000000000000000
                    maxPosition: 60
                    maxLoss: 1000000000000000
                    collarTicks: 20
                    maxReferenceAge: 100ms
                    messages: 1000
                    cancels: 1000
                    messageWindow: 3s
                  dropCopy: { host: localhost, port: %d, patience: 10s }
                  strategy:
                    class: aether.gateway.strategy.TwoSidedQuoter
                    settings: { instruments: 4, quantity: 2, halfSpreadTicks: 1, skewTicks: 1, maxPosition: 40, requoteMillis: 50 }
                """.formatted(service.port(), backupPort, secretFile, dropCopyPort);
    }

    /** The strategy stops, and its orders are taken out: for a bounded time, the venue answers. */
    void finish(final SimulatedVenue venue, final OrderDesk desk, final EpochNanoClock clock) {
        desk.stopTrading();
        final long deadlineNs = System.nanoTime() + QUIET_NS;
        while (System.nanoTime() < deadlineNs && !isSettled(desk)) {
            service.poll(clock.nanoTime());
            venue.idle(clock.nanoTime());
            LockSupport.parkNanos(IDLE_NS);
        }
    }

    private boolean isSettled(final OrderDesk desk) {
        return desk.isQuiet() && service.openOrders() == 0 && desk.heard() == service.nextNumber();
    }

    /** Everything that both sides have on record must be the same. */
    boolean reconcile(final OrderDesk desk, final PrintStream out) {
        final List<String> differences = new ArrayList<>();
        final ClientAccount theirs = service.account();
        final Positions ours = desk.gateway().core().orders().positions();
        long held = 0;
        long traded = 0;
        for (int i = 0; i < ours.size(); i++) {
            final int securityId = ours.securityId(i);
            final long position = theirs.positions().getOrDefault(securityId, 0L);
            held += Math.abs(position);
            traded += ours.boughtAt(i) + ours.soldAt(i);
            if (position != ours.positionAt(i)) {
                differences.add(securityId + ": position " + ours.positionAt(i) + ", the exchange's " + position);
            }
            final BigInteger cash = theirs.cash().getOrDefault(securityId, BigInteger.ZERO);
            if (!cash.equals(ours.cashAt(i).value())) {
                differences.add(securityId + ": cash " + ours.cashAt(i).value() + ", the exchange's " + cash);
            }
        }
        if (service.openOrders() != 0 || desk.gateway().core().orders().open() != 0) {
            differences.add(service.openOrders() + " orders are open at the exchange, "
                    + desk.gateway().core().orders().open() + " here");
        }
        desk.summary().forEach(out::println);
        if (service.faults() > 0) {
            out.printf(
                    "          %,d faults on the way to and from the exchange, %,d connections lost, %,d times the backup "
                            + "took over%n",
                    service.faults(), desk.connectionsLost(), desk.failovers());
        }
        out.printf(
                "account   %,d contracts of %d instruments traded, %,d held; cash and positions %s; drop copy: %,d breaks%n",
                traded,
                ours.size(),
                held,
                differences.isEmpty() ? "equal to the exchange's own" : "UNEQUAL: " + differences,
                desk.breaks());
        return differences.isEmpty() && desk.breaks() == 0;
    }

    @Override
    public void close() {
        service.close();
        try {
            Files.deleteIfExists(secretFile);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
