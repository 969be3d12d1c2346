package aether.bench.simulation;

import aether.gateway.Checkpoint;
import aether.gateway.OrderCore;
import aether.order.Order;
import aether.order.OrderStatus;
import aether.session.JournalOrders;
import aether.trial.ComparedAccount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One run: three machines trade, things go wrong, then nothing does any more and everything must come to an end that is right. */
public final class Simulation {
    private static final long MS = 1_000_000;
    private static final long FAULTS_FROM_NS = 500 * MS;
    private static final long FAULTS_NS = 6_000 * MS;
    private static final long STEP_NS = 20 * MS;
    private static final long PATIENCE_NS = 60_000 * MS;
    private static final long LAST_NS = 50 * MS;
    private static final int ORDERS_AFTER = 5;

    /**
     * What came of it.
     *
     * @param violation what must not be, or null
     * @param digest over everything that was applied, in order
     */
    public record Outcome(
            long seed,
            String violation,
            long orders,
            long fills,
            long takeovers,
            long faults,
            long compared,
            long virtualNs,
            long digest) {}

    private final long seed;
    private final VirtualTime time;
    private final VirtualNetwork network;
    private final Witness witness;
    private final SimulatedExchange exchange;
    private final Faults faults;
    private final List<SimulatedMachine> machines = new ArrayList<>();
    private Set<String> leftovers = new HashSet<>();
    private long takeovers;
    private long tradeFrom = -1;

    private Simulation(final SimulatedSite site, final long seed, final Consumer<String> reader) {
        this.seed = seed;
        final SplittableRandom random = new SplittableRandom(seed);
        time = new VirtualTime(random.split());
        network = new VirtualNetwork(time, random.split(), SimulatedSite.SIZE + 1);
        witness =
                new Witness(time, SimulatedSite.SIZE, site.config(0).cluster().heartbeatNs(), new Story(time, reader));
        exchange = new SimulatedExchange(
                network.host(SimulatedSite.SIZE), time, random.split(), site.key(), this::deliver);
        final Others others = new Others(SimulatedSite.SIZE);
        for (int id = 0; id < SimulatedSite.SIZE; id++) {
            final SimulatedMachine machine = new SimulatedMachine(id, site, network, random.split(), witness, others);
            machine.onLead(this::onLead);
            machines.add(machine);
        }
        network.watch(this::onDialed, this::onWritten);
        faults = new Faults(network, random.split(), machines, exchange, witness.story());
    }

    /** The same outcome for the same seed. */
    public static Outcome run(final SimulatedSite site, final long seed) {
        return new Simulation(site, seed, null).run();
    }

    /** The same once more, told line by line. */
    public static Outcome tell(final SimulatedSite site, final long seed, final Consumer<String> reader) {
        return new Simulation(site, seed, reader).run();
    }

    /** What must not be, with a seed; null when there is no such thing. */
    public static String violation(final SimulatedSite site, final long seed) {
        return run(site, seed).violation();
    }

    private void deliver(final byte[] frame) {
        for (final SimulatedMachine machine : machines) {
            time.after(network.marketDataDelayNs(), () -> machine.receive(frame));
        }
    }

    private void onLead() {
        takeovers++;
        leftovers = new HashSet<>(exchange.orders().openClOrdIds());
    }

    private void onDialed(final int host) {
        requireLead(host, "calls the exchange");
    }

    private void onWritten(final int host, final byte[] bytes) {
        if (host < machines.size()) {
            requireLead(host, "sends something");
            witness.sent(host, bytes);
        }
    }

    private void requireLead(final int host, final String what) {
        final ConsensusModel module = machines.get(host).module();
        if (module == null || !module.isLeader()) {
            witness.violated("machine " + host + " " + what + " while it does not lead");
        }
    }

    private Outcome run() {
        try {
            machines.forEach(SimulatedMachine::start);
            time.runUntil(FAULTS_FROM_NS);
            faults.begin();
            for (long atNs = FAULTS_FROM_NS;
                    atNs < FAULTS_FROM_NS + FAULTS_NS && witness.isContent();
                    atNs += STEP_NS) {
                time.runUntil(atNs);
            }
            if (witness.isContent()) {
                converge();
            }
        } catch (final RuntimeException e) {
            // Of the product: a machine would end with it.
            witness.violated("ends with " + e + ", " + e.getStackTrace()[0]);
        }
        final Outcome outcome = new Outcome(
                seed,
                witness.violation(),
                exchange.orders().orderCount(),
                exchange.orders().account().fills(),
                takeovers,
                faults.counts().values().stream().mapToLong(Long::longValue).sum(),
                witness.compared(),
                time.nowNs(),
                witness.digest());
        machines.stream().filter(SimulatedMachine::isUp).forEach(SimulatedMachine::kill);
        exchange.close();
        return outcome;
    }

    /** Nothing goes wrong any more: they trade again, what was left is gone, and when nobody trades, all have the same. */
    private void converge() {
        faults.end();
        final boolean isDone = await("all machines to be members", this::areMembers)
                && await("nobody to be killed", this::rearm)
                && await("orders to come again", this::trade)
                && await("what the one before has left to be gone", this::isWithoutLeftovers)
                && await("no order to rest", this::killAll);
        if (!isDone) {
            return;
        }
        faults.misreadLast(LAST_NS);
        time.runUntil(time.nowNs() + LAST_NS);
        exchange.endFlow();
        if (await("all machines to have the same", this::haveAll)) {
            machines.forEach(this::compare);
            await("all books to be the exchange's", this::haveBooks);
        }
    }

    private boolean await(final String what, final BooleanSupplier isSo) {
        final long deadlineNs = time.nowNs() + PATIENCE_NS;
        while (!isSo.getAsBoolean() && witness.isContent()) {
            if (time.nowNs() > deadlineNs) {
                witness.violated("waited in vain for " + what);
                return false;
            }
            time.runUntil(time.nowNs() + STEP_NS);
        }
        return witness.isContent();
    }

    /** Somebody leads, and all have read what is recorded: before, a machine that starts does not know whether it is killed. */
    private boolean areMembers() {
        return machines.stream().allMatch(machine -> machine.isRunning() && machine.module() != null)
                && machines.stream().anyMatch(SimulatedMachine::isLeading)
                && haveRead();
    }

    private boolean haveRead() {
        final int size = machines.stream()
                .filter(machine -> machine.module() != null)
                .mapToInt(machine -> machine.module().committed())
                .max()
                .orElse(0);
        return machines.stream().allMatch(machine -> machine.hasApplied(size));
    }

    private boolean rearm() {
        machines.forEach(faults::takeBackKillSwitch);
        return machines.stream()
                .allMatch(machine -> !machine.desk().gateway().core().risk().isKilled());
    }

    private boolean trade() {
        final long orders = exchange.orders().orderCount();
        tradeFrom = tradeFrom < 0 ? orders : tradeFrom;
        return orders >= tradeFrom + ORDERS_AFTER;
    }

    private boolean haveBooks() {
        return machines.stream()
                .allMatch(machine -> exchange.differing(machine.feed().books()).isEmpty());
    }

    /** What the one before has left is not there any more after a while. */
    private boolean isWithoutLeftovers() {
        leftovers.retainAll(exchange.orders().openClOrdIds());
        return leftovers.isEmpty();
    }

    private boolean killAll() {
        machines.forEach(faults::throwKillSwitch);
        return exchange.orders().openOrders() == 0
                && machines.stream()
                        .allMatch(machine ->
                                machine.desk().gateway().core().risk().isKilled());
    }

    /** All that the exchange has said, and all of the log. The time that passes is an input as well: at some moment, all have read all of it. */
    private boolean haveAll() {
        final boolean isHeard = machines.stream()
                .map(machine -> machine.desk().gateway().core())
                .allMatch(core -> core.orders().open() == 0
                        && core.session().nextIn() == exchange.orders().nextNumber());
        return isHeard
                && haveRead()
                && machines.stream()
                                .mapToLong(machine ->
                                        machine.desk().gateway().core().inputs())
                                .distinct()
                                .count()
                        == 1;
    }

    private void compare(final SimulatedMachine machine) {
        final OrderCore core = machine.desk().gateway().core();
        final OrderCore first = machines.getFirst().desk().gateway().core();
        if (Checkpoint.of(core, 0).hash() != Checkpoint.of(first, 0).hash()) {
            witness.violated("machine " + machine.id() + " has come to another state than machine 0");
        }
        compareOrders("machine " + machine.id(), core);
        ComparedAccount.differences(
                        "machine " + machine.id(), core, exchange.orders().account())
                .forEach(witness::violated);
    }

    private void compareOrders(final String name, final OrderCore core) {
        final List<String> arrived = exchange.orders().clOrdIds();
        final Set<String> theirs = new HashSet<>(arrived);
        if (theirs.size() != arrived.size()) {
            witness.violated("an order came to the exchange twice");
        }
        for (int place = 0; place < core.orders().size(); place++) {
            final Order order = core.orders().order(place);
            final String id = JournalOrders.clOrdId(order.clOrdId());
            final boolean isThere = theirs.remove(id);
            if (!order.status().isTerminal()) {
                witness.violated(name + ": order " + id + " is " + order.status() + " at the end");
            } else if (isThere == (order.status() == OrderStatus.REJECTED_LOCAL)) {
                witness.violated(name + ": order " + id + " is " + order.status() + ", and the exchange "
                        + (isThere ? "has it" : "never got it"));
            }
        }
        if (!theirs.isEmpty()) {
            witness.violated(name + " does not know orders that the exchange has: " + theirs);
        }
    }
}
