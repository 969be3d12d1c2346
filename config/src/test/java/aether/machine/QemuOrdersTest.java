package aether.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.host.KernelClock;
import aether.nic.FrameSink;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import aether.venue.ChannelAddresses;
import aether.venue.ChannelAddresses.Feed;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.entry.OrderEntryService;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Market data in and orders out by one card that the appliance drives: through it the kernel's TCP reaches an exchange on this host. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class QemuOrdersTest {
    private static final String SECRET = "c2VjcmV0LW9mLXRoZS10ZXN0LXNlc3Npb24tMDEyMzQ1Njc4OQ";
    private static final long STEP_NS = 3_000_000;
    private static final long LOOK_NS = 300_000_000;
    private static final long DEADLINE_NS = 300_000_000_000L;
    private static final long FILLS = 20;

    private final KernelClock clock = new KernelClock();
    private SimulatedVenue venue;
    private OrderEntryService service;
    private long nextStepNs;
    private long nextLookNs;
    private long offsetNs;
    private boolean isTrading;

    /** Lines A and B from the given group on: incremental, definitions, price and order snapshots. */
    private static Feed feed(final int first) {
        return new Feed(address(first), address(first + 1));
    }

    private static MulticastGroup address(final int line) {
        return new MulticastGroup(0xEFFF4D01 + line, 31_001 + line);
    }

    private static String yaml(final int first) {
        return "{ A: { group: %s, port: %d }, B: { group: %s, port: %d } }"
                .formatted(
                        Ipv4.format(address(first).address()),
                        address(first).port(),
                        Ipv4.format(address(first + 1).address()),
                        address(first + 1).port());
    }

    /** The exchange's frames, from an address on the card's network. */
    private static FrameSink wire(final Machine machine) {
        return new FrameSink() {
            @Override
            public boolean offer(final DirectBuffer frame, final int length) {
                final UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
                copy.putBytes(0, frame, 0, length);
                UdpFrameWriter.writeSource(copy, Ipv4.parse("10.0.2.9"), 30_000);
                UdpFrameWriter.writeLength(copy, length - UdpFrame.PLAIN_HEADER_LENGTH);
                machine.inject(0, copy.byteArray());
                return true;
            }

            @Override
            public void close() {
                // The wire stays.
            }
        };
    }

    @Test
    void shouldTradeThroughTheCardThatItDrives() throws Exception {
        QemuLab.require();
        try (QemuMachine machine = QemuLab.boot(QemuMachine.Kind.PLAIN.withHost(), "orders")) {
            QemuLab.bind(machine);
            venue = new SimulatedVenue(
                    new VenueContext()
                            .seed(7)
                            .instruments(6)
                            .orders(true)
                            .recoveryEvery(4)
                            .conclude(),
                    wire(machine),
                    new ChannelAddresses(feed(0), feed(2), feed(4), feed(6)));
            try (OrderEntryService entry = new OrderEntryService(venue, 0, SECRET)) {
                service = entry;
                machine.command("write /tmp/secret " + SECRET);
                machine.command(
                        "write /tmp/site.yaml " + site(machine, entry.port()).replace('\n', '~'));
                offsetNs = Long.MIN_VALUE;
                lookAtTheTime(machine);
                machine.command("start run -c /tmp/site.yaml --headless --idle 30s");
                until(machine, () -> says(machine, "listening on"));
                venue.open(now());
                isTrading = true;
                until(machine, () -> service.account().fills() >= FILLS);
                // Somebody resets the card: what was lost meanwhile is recovered, and trading goes on.
                machine.command("write /sys/bus/pci/devices/" + machine.address(0) + "/reset 1");
                until(machine, () -> says(machine, "it has lost its settings; reset, and running again"));
                until(machine, () -> service.account().fills() >= 2 * FILLS);
                isTrading = false;
                until(machine, () -> says(machine, "exit="));
                final String said = machine.command("output");
                assertTrue(said.startsWith("OK exit=0"), said);
                assertEquals(0, service.openOrders(), said);
                final String session = said.replaceAll("(?s).*\njournal (/tmp/journal/\\S+)\n.*", "$1");
                final String verified = machine.command("aether replay " + session + " --verify");
                assertTrue(verified.startsWith("OK exit=0"), verified);
                System.out.println(said.lines()
                        .filter(line -> line.contains("WARNING") || line.startsWith("recovery"))
                        .toList());
                System.out.println("orders through the card: " + service.orderCount() + ", fills: "
                        + service.account().fills());
            }
        }
    }

    /** The exchange lives in the guest's time: an emulated clock falls behind when the machine is busy, and a logon must not be old. */
    private void lookAtTheTime(final QemuMachine machine) {
        final long guestMs =
                Long.parseLong(machine.command("time").replace("OK ", "").strip());
        offsetNs = Math.max(offsetNs, guestMs * 1_000_000L - clock.nanoTime());
    }

    private long now() {
        return clock.nanoTime() + offsetNs;
    }

    /** Asks now and then: the serial line is slow, and the exchange must go on. */
    private boolean says(final QemuMachine machine, final String text) {
        if (clock.nanoTime() < nextLookNs) {
            return false;
        }
        nextLookNs = clock.nanoTime() + LOOK_NS;
        lookAtTheTime(machine);
        return machine.command("output").contains(text);
    }

    private static String site(final Machine machine, final int orderPort) {
        return """
                channel:
                  id: 17
                  interface: aether0
                  lines: %s
                  recovery: { definitions: %s, priceSnapshots: %s, orderSnapshots: %s }
                transport:
                  tier: vfio
                  vfio: { card: "%s", address: 10.0.2.15/24 }
                books: { maxInstruments: 64, maxOrders: 20000 }
                publication: { directory: /dev/shm/books }
                journal: { directory: /tmp/journal }
                orders:
                  host: 10.0.2.2
                  port: %d
                  secretFile: /tmp/secret
                  session: { session: AE1, firm: TEST, accessKey: KEY, keepAlive: 5s }
                  limits: { maxQuantity: 10, maxOrderValue: 100000000000000, maxOpenOrders: 20,
                            maxGrossValue: 1000000000000000, maxPosition: 60, maxLoss: 1000000000000000,
                            collarTicks: 20, maxReferenceAge: 10s, messages: 1000, cancels: 1000 }
                  strategy:
                    class: aether.gateway.strategy.TwoSidedQuoter
                    settings: { instruments: 6, quantity: 2, halfSpreadTicks: 1, requoteMillis: 5 }
                """.formatted(yaml(0), yaml(2), yaml(4), yaml(6), machine.address(0), orderPort);
    }

    /** The exchange goes on until something has happened in the guest. */
    private void until(final QemuMachine machine, final BooleanSupplier isDone) throws IOException {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!isDone.getAsBoolean()) {
            final long nowNs = now();
            service.poll(nowNs);
            if (isTrading && nowNs >= nextStepNs) {
                nextStepNs = nowNs + STEP_NS;
                venue.step(nowNs);
            }
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError(
                        "nothing happened: established " + service.isEstablished() + ", " + service.orderCount()
                                + " orders, " + service.account().fills() + " fills; " + machine.command("output"));
            }
        }
    }
}
