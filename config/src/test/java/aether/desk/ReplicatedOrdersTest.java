package aether.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.cluster.ClusterContext;
import aether.cluster.ClusterNode;
import aether.connection.OrderConnections;
import aether.gateway.GatewayContext;
import aether.gateway.GatewayObserver;
import aether.gateway.InputJournal;
import aether.gateway.InputWriter;
import aether.gateway.OrderGateway;
import aether.gateway.OrderInput;
import aether.gateway.OrderWire;
import aether.gateway.Strategy;
import aether.ilink3.SessionSettings;
import aether.risk.RiskLimit;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real member of a cluster of one: what the order plane puts into the log, and what it makes of what comes out. */
class ReplicatedOrdersTest {
    private static final SessionSettings SETTINGS =
            new SessionSettings("ABC", "FIRM1", "ACCESSKEY", "TRADER", "DE", "Aether", "1", "Aether", 1_000);
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int CHECK = 1_001;

    @TempDir
    Path directory;

    /** A machine, from its start to its end. */
    private final class Machine
            implements InputJournal, GatewayObserver, OrderWire, ReplicatedOrders.Duties, AutoCloseable {
        final List<OrderInput> journal = new ArrayList<>();
        final List<Long> diverged = new ArrayList<>();
        final Map<RiskLimit, Long> limits;
        final ClusterNode node;
        final OrderGateway gateway;
        final ReplicatedOrders orders;
        int leads;

        Machine(final int port, final Map<RiskLimit, Long> limits) {
            this.limits = limits;
            node = new ClusterNode(new ClusterContext()
                    .members(List.of(new ClusterContext.Member("127.0.0.1", port)))
                    .directory(directory.resolve("log"))
                    .aeronDirectory(directory.resolve("aeron"))
                    .conclude());
            gateway = new OrderGateway(
                    new GatewayContext(SETTINGS, Map.of(), Map.of(), 64, 4), new Strategy() {}, this, this, this);
            final OrderConnections connections = new OrderConnections();
            orders = new ReplicatedOrders(node.log(), gateway, connections, new HeldOutput(connections), this);
        }

        void until(final BooleanSupplier isSo) {
            final long deadlineNs = System.nanoTime() + DEADLINE_NS;
            while (!isSo.getAsBoolean()) {
                assertTrue(System.nanoTime() < deadlineNs, "in vain");
                orders.poll(System.nanoTime());
                Thread.onSpinWait();
            }
        }

        @Override
        public void onFirstLead() {
            lead(limits);
        }

        @Override
        public void onLead() {
            lead(Map.of());
        }

        private void lead(final Map<RiskLimit, Long> first) {
            leads++;
            gateway.lead(
                    new Strategy() {},
                    first,
                    new BookBuilder(new BookContext().conclude(), new BookListener() {}),
                    System.nanoTime());
        }

        @Override
        public void onFollow() {
            gateway.follow();
        }

        @Override
        public void onStuck() {
            throw new AssertionError("there is room");
        }

        @Override
        public void onDiverged(final long inputs) {
            diverged.add(inputs);
        }

        @Override
        public boolean record(
                final OrderInput input,
                final long timeNs,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            journal.add(input);
            return true;
        }

        @Override
        public boolean checkpoint(final long timeNs, final DirectBuffer buffer, final int length) {
            return true;
        }

        @Override
        public void digest(final long inputs, final long timeNs, final long outputHash, final long stateHash) {
            orders.onDigest(inputs, stateHash);
        }

        @Override
        public void send(final DirectBuffer buffer, final int offset, final int length) {
            throw new AssertionError("there is no venue");
        }

        @Override
        public void close() {
            node.close();
        }
    }

    private static int freePort() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return Math.min(socket.getLocalPort(), 60_000);
        }
    }

    /** What an operator has set since is not undone by whoever leads next, with whatever file. */
    @Test
    void shouldTakeTheLimitsOfTheFileOnce() throws Exception {
        final int port = freePort();
        final InputWriter writer = new InputWriter();
        try (Machine first = new Machine(port, Map.of(RiskLimit.MAX_POSITION, 60L, RiskLimit.MAX_QUANTITY, 7L))) {
            first.until(() -> first.gateway.core().risk().limit(RiskLimit.MAX_POSITION) == 60);
            assertEquals(7, first.gateway.core().risk().limit(RiskLimit.MAX_QUANTITY));
            final int length = writer.limit(RiskLimit.MAX_POSITION, 1, 20);
            first.gateway.input(OrderInput.LIMIT, System.nanoTime(), writer.buffer(), 0, length);
            first.until(() -> first.gateway.core().risk().limit(RiskLimit.MAX_POSITION) == 20);
        }
        try (Machine second = new Machine(port, Map.of(RiskLimit.MAX_POSITION, 60L))) {
            second.until(() -> second.leads == 1);
            second.gateway.input(OrderInput.TIME, System.nanoTime());
            second.until(() -> second.journal.contains(OrderInput.TIME));
            assertEquals(
                    List.of(OrderInput.LIMIT, OrderInput.LIMIT, OrderInput.LIMIT, OrderInput.TIME), second.journal);
            assertEquals(20, second.gateway.core().risk().limit(RiskLimit.MAX_POSITION));
        }
    }

    @Test
    void shouldSayThatItHasComeToAnotherState() throws Exception {
        try (Machine machine = new Machine(freePort(), Map.of())) {
            machine.until(() -> machine.leads == 1);
            machine.orders.onDigest(1_024, 5);
            machine.orders.onDigest(2_048, 6);
            final UnsafeBuffer check = new UnsafeBuffer(new byte[16]);
            check.putLong(0, 2_048);
            check.putLong(8, 7);
            machine.node.log().offer(CHECK, System.nanoTime(), check, 0, 16);
            machine.until(() -> !machine.diverged.isEmpty());
            assertEquals(List.of(2_048L), machine.diverged);
            assertEquals(1, machine.orders.divergences());
        }
    }

    /** Whoever has not been there when the leader looked can say nothing of it. */
    @Test
    void shouldCompareWhatItHas() {
        final RecentHashes hashes = new RecentHashes();
        for (long inputs = 1; inputs <= 200; inputs++) {
            hashes.add(inputs, inputs * 3);
        }
        assertEquals(false, hashes.isOther(200, 600));
        assertEquals(true, hashes.isOther(200, 601));
        assertEquals(true, hashes.isOther(137, 1));
        assertEquals(false, hashes.isOther(136, 1), "too long ago");
        assertEquals(false, hashes.isOther(201, 1), "not yet");
    }
}
