package aether.trial;

import aether.cluster.LoopbackPlaces;
import aether.config.TrialLink;
import aether.desk.Administration;
import aether.gateway.Strategy;
import aether.gateway.strategy.TwoSidedQuoter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.agrona.CloseHelper;

/** An exchange, and three machines that trade there as one. */
public final class TrialCluster implements AutoCloseable {
    private static final int SIZE = 3;
    private static final String SNAPSHOTS = "cluster snapshots";
    private static final long ASK_AGAIN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(90);
    private static final long STEP_NS = 2_000_000;

    private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** Bytes of the log that come while one looks: the passing of time, a few times a second. */
    private static final long MOST_BEHIND = 4 * 1024;

    private final Takeovers takeovers = new Takeovers();
    private final TrialExchange exchange;
    private final List<TrialMachine> machines;

    /** {@code main} runs {@code aether}; everything is kept below {@code directory}. */
    public TrialCluster(final Path directory, final long seed, final Class<?> main) {
        this(directory, seed, main, TwoSidedQuoter.class);
    }

    /** As above, with a strategy of one's own. */
    public TrialCluster(
            final Path directory, final long seed, final Class<?> main, final Class<? extends Strategy> strategy) {
        exchange = new TrialExchange(directory, seed);
        machines = IntStream.range(0, SIZE)
                .mapToObj(id -> new TrialMachine(id, directory.resolve("machine" + id), main))
                .toList();
        final String common = exchange.channel() + orders(strategy) + cluster();
        machines.forEach(machine -> machine.configure(common));
    }

    private String orders(final Class<? extends Strategy> strategy) {
        return """
                books: { maxInstruments: 64, maxOrders: 20000 }
                orders:
                  host: localhost
                  port: %d
                  secretFile: '%s'
                  session: { session: AE1, firm: TRIAL, accessKey: KEY, keepAlive: 1s }
                  maxOrders: 1024
                  limits: { maxQuantity: 10, maxOrderValue: 100000000000000, maxOpenOrders: 20,
                            maxGrossValue: 1000000000000000, maxPosition: 60, maxLoss: 1000000000000000,
                            collarTicks: 20, maxReferenceAge: 1s, messages: 1000, cancels: 1000 }
                  strategy:
                    class: %s
                    settings: { instruments: 6, quantity: 2, halfSpreadTicks: 1, requoteMillis: 5 }
                """.formatted(exchange.orderPort(), exchange.secretFile(), strategy.getName());
    }

    private static String cluster() {
        final StringJoiner members = new StringJoiner(", ", "[ ", " ]");
        LoopbackPlaces.find(SIZE).forEach(place -> members.add("\"" + place.host() + ":" + place.port() + "\""));
        return "cluster: { member: MEMBER, members: " + members
                + ", directory: 'DIRECTORY', park: 1ms, trialCut: 'CUT' }\n";
    }

    /** Starts all, and waits until they trade. */
    public void start() {
        exchange.start();
        exchange.mark();
        machines.forEach(TrialMachine::start);
        awaitTrading();
    }

    /** SIGKILL to a machine; if it leads, another goes on: waits for that. */
    public void kill(final TrialMachine machine) {
        takeOver("killed", machine, TrialMachine::kill);
    }

    /** SIGSTOP to the machine that leads: nobody is told that it is gone. */
    public void pause(final TrialMachine machine) {
        takeOver("stopped", machine, TrialMachine::pause);
    }

    /** Something that keeps the machine that leads from trading; it ends by itself. */
    public void stand(final TrialMachine machine, final Runnable how) {
        takeOver("stood still", machine, each -> how.run());
        await("machine " + machine.id() + " to end", () -> !machine.isAlive());
    }

    /** Parts the machine that leads from the others. */
    public void cut(final TrialMachine machine) {
        takeOver("cut off", machine, each -> each.link(TrialLink.CUT));
    }

    /** The machine that leads hears nothing of the others any more; they hear it. */
    public void deafen(final TrialMachine machine) {
        takeOver("deaf", machine, each -> each.link(TrialLink.DEAF));
    }

    /** The others hear nothing of the machine that leads any more; it hears them. */
    public void silence(final TrialMachine machine) {
        takeOver("mute", machine, each -> each.link(TrialLink.MUTE));
    }

    /** SIGTERM: it hands over, as for another build of it. */
    public void end(final TrialMachine machine) {
        takeOver("ended", machine, TrialMachine::end);
    }

    /** Another is to lead, as an operator wants. */
    public void stepDown(final TrialMachine machine) {
        takeOver("stepped down", machine, each -> each.ask(Administration.STEP_DOWN));
        await("machine " + machine.id() + " to be back", () -> hasCaughtUp(machine));
    }

    /** All write down where they are. Whom it was asked of may lead no more by then: then it is asked of another. */
    public void snapshot() {
        final long[] askAgainNs = {System.nanoTime()};
        final long[] before = new long[SIZE];
        machines.forEach(machine -> before[machine.id()] = machine.counter(SNAPSHOTS));
        await("a snapshot", () -> {
            if (System.nanoTime() >= askAgainNs[0]) {
                askAgainNs[0] = System.nanoTime() + ASK_AGAIN_NS;
                leader().ask(Administration.SNAPSHOT);
            }
            return machines.stream().anyMatch(machine -> machine.counter(SNAPSHOTS) > before[machine.id()]);
        });
    }

    /** SIGKILL to one that follows: nobody notices. */
    public void killFollower(final TrialMachine machine) {
        machine.kill();
    }

    /** Undoes {@link #pause}, and waits until the machine knows what the others know. */
    public void resume(final TrialMachine machine) {
        machine.resume();
        await("machine " + machine.id() + " to catch up", () -> hasCaughtUp(machine));
    }

    /** Undoes {@link #cut} and its like, and waits until the machine knows what the others know. */
    public void heal(final TrialMachine machine) {
        machine.link(TrialLink.WHOLE);
        await("machine " + machine.id() + " to catch up", () -> hasCaughtUp(machine));
    }

    private void takeOver(final String fault, final TrialMachine machine, final Consumer<TrialMachine> how) {
        exchange.mark();
        final PressureMeter pressure = new PressureMeter();
        final long startNs = System.nanoTime();
        how.accept(machine);
        takeovers.add(new Takeovers.Takeover(fault, awaitTrading() - startNs, pressure.share()));
    }

    /** What it took so far. */
    public Takeovers takeovers() {
        return takeovers;
    }

    /** Ends trading, lets all machines read what is recorded, ends them, and compares. */
    public TrialAccount conclude() {
        machines.stream().filter(machine -> !machine.isAlive()).forEach(TrialMachine::start);
        machines.forEach(machine -> machine.link(TrialLink.WHOLE));
        await("all machines to be members", () -> machines.stream().allMatch(this::hasCaughtUp));
        leader().throwKillSwitch();
        await("no order to rest", () -> exchange.ask(service -> service.openOrders()) == 0);
        exchange.endFlow();
        final long[] heard = {-1};
        await("the exchange's last word", () -> hear(heard));
        await("all machines to have it", () -> machines.stream().allMatch(this::hasCaughtUp));
        await(
                "all books to be right",
                () -> machines.stream()
                        .allMatch(machine ->
                                machine.differingBooks(exchange.books()).isEmpty()));
        final TrialAccount.ComparedBooks books = TrialAccount.ComparedBooks.of(machines);
        machines.stream()
                .sorted(Comparator.comparingLong(machine -> machine.counter("cluster leading")))
                .forEach(TrialMachine::end);
        return TrialAccount.of(exchange, machines, books);
    }

    /** Nothing new for two looks with a pause between that is longer than a message takes. */
    private boolean hear(final long[] heard) {
        final long now = exchange.ask(service -> service.nextNumber());
        final boolean isSame = now == heard[0];
        heard[0] = now;
        LockSupport.parkNanos(QUIET_NS);
        return isSame;
    }

    private boolean hasCaughtUp(final TrialMachine machine) {
        final long committed = leader().counter("cluster log committed");
        return machine.isRunning() && machine.counter("cluster log applied") >= committed - MOST_BEHIND;
    }

    /** The exchange that keeps account. */
    public TrialExchange exchange() {
        return exchange;
    }

    public List<TrialMachine> machines() {
        return machines;
    }

    /** Who leads, as far as the machines that run say. */
    public TrialMachine leader() {
        final List<TrialMachine> leading = new ArrayList<>();
        await("a leader", () -> {
            leading.clear();
            machines.stream()
                    .filter(machine -> machine.isRunning() && machine.counter("cluster leading") == 1)
                    .forEach(leading::add);
            return !leading.isEmpty();
        });
        return leading.stream()
                .max(Comparator.comparingLong(machine -> machine.counter("cluster term")))
                .orElseThrow();
    }

    /** Starts one that is gone, and waits until it knows what the others know. */
    public void restart(final TrialMachine machine) {
        machine.start();
        await("machine " + machine.id() + " to catch up", () -> hasCaughtUp(machine));
    }

    /** Waits for the first order on a connection that came after the mark; returns {@link System#nanoTime} of it. */
    long awaitTrading() {
        await("an order on a new connection", () -> exchange.firstOrderNs() != 0);
        return exchange.firstOrderNs();
    }

    /** Waits until so many more orders have come. */
    public void awaitOrders(final long more) {
        final long until = exchange.orders() + more;
        await(more + " orders", () -> exchange.orders() >= until);
    }

    void await(final String what, final BooleanSupplier isSo) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadlineNs) {
                final StringJoiner words = new StringJoiner("; ");
                machines.forEach(machine -> words.add(machine.lastWords()));
                throw new IllegalStateException("waited in vain for " + what + "; " + words);
            }
            LockSupport.parkNanos(STEP_NS);
        }
    }

    @Override
    public void close() {
        for (final TrialMachine machine : machines) {
            if (machine.isAlive()) {
                machine.kill();
            }
        }
        CloseHelper.quietClose(exchange);
    }
}
