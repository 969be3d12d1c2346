package aether.trial;

import aether.desk.SecretFile;
import aether.host.KernelClock;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import aether.nic.socket.MulticastSink;
import aether.venue.ChannelAddresses;
import aether.venue.ChannelAddresses.Feed;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import aether.venue.entry.OrderEntryService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.BackoffIdleStrategy;

/** The exchange of a trial: market data by multicast on the loopback interface and order entry, on a thread of its own. */
public final class TrialExchange implements Agent, AutoCloseable {
    private static final int FIRST_GROUP = Ipv4.parse("239.255.78.1");
    private static final int LINES = 8;
    private static final long STEP_NS = 500_000;
    private static final long MAX_PARK_NS = 100_000;
    private static final long ANSWER_SECONDS = 30;
    private static final int INSTRUMENTS = 6;
    private static final int RECOVERY_EVERY = 4;

    private final List<MulticastGroup> lines = new ArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> questions = new ConcurrentLinkedQueue<>();
    private final KernelClock clock = new KernelClock();
    private final Path secretFile;
    private final MulticastSink sink;
    private final SimulatedVenue venue;
    private final OrderEntryService service;
    private final AgentRunner runner;
    private long nextStepNs;
    private long logonsBefore;
    private volatile boolean isTrading = true;
    private volatile long orders;
    private volatile long logons;
    private volatile long firstOrderNs;
    private volatile Throwable failure;

    /** Open; what is secret is kept in {@code directory}. */
    public TrialExchange(final Path directory, final long seed) {
        for (int line = 0; line < LINES; line++) {
            lines.add(new MulticastGroup(FIRST_GROUP + line, freePort()));
        }
        final String key = SecretFile.newKey();
        secretFile = directory.resolve("secret");
        SecretFile.write(secretFile, key);
        sink = MulticastSink.open("lo", 0);
        venue = new SimulatedVenue(
                new VenueContext()
                        .seed(seed)
                        .instruments(INSTRUMENTS)
                        .orders(true)
                        .recoveryEvery(RECOVERY_EVERY)
                        .conclude(),
                sink,
                new ChannelAddresses(feed(0), feed(2), feed(4), feed(6)));
        service = new OrderEntryService(venue, 0, key);
        runner = new AgentRunner(
                new BackoffIdleStrategy(10, 10, 1_000, MAX_PARK_NS), cause -> failure = cause, null, this);
    }

    private static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Feed feed(final int first) {
        return new Feed(lines.get(first), lines.get(first + 1));
    }

    void start() {
        AgentRunner.startOnThread(runner);
    }

    @Override
    public void onStart() {
        venue.open(clock.nanoTime());
    }

    @Override
    public int doWork() {
        final long nowNs = clock.nanoTime();
        int work = service.poll(nowNs);
        if (nowNs >= nextStepNs) {
            nextStepNs = nowNs + STEP_NS;
            work++;
            if (isTrading) {
                venue.step(nowNs);
            } else {
                venue.idle(nowNs);
            }
        }
        for (Runnable question = questions.poll(); question != null; question = questions.poll()) {
            question.run();
        }
        count();
        return work;
    }

    private void count() {
        final long nowOrders = service.orderCount();
        if (nowOrders != orders) {
            orders = nowOrders;
            if (firstOrderNs == 0 && logons > logonsBefore) {
                firstOrderNs = System.nanoTime();
            }
        }
        logons = service.logons();
    }

    /** From now on, the next order of a new connection is waited for. */
    void mark() {
        ask(any -> {
            logonsBefore = service.logons();
            firstOrderNs = 0;
            return logonsBefore;
        });
    }

    /** {@link System#nanoTime} of the first order that a new connection has brought since the mark; 0 while there was none. */
    long firstOrderNs() {
        return firstOrderNs;
    }

    /** Orders that came. */
    public long orders() {
        requireLife();
        return orders;
    }

    private void requireLife() {
        if (failure != null) {
            throw new IllegalStateException("the simulated exchange failed", failure);
        }
    }

    /** Asks something of its order entry, on its own thread. */
    <T> T ask(final Function<OrderEntryService, T> question) {
        requireLife();
        final CompletableFuture<T> answer = new CompletableFuture<>();
        questions.add(() -> answer.complete(question.apply(service)));
        return answer.orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).join();
    }

    /** What it publishes of each instrument, from its own books. */
    List<TrialBooks.Book> books() {
        return ask(any -> venue.instruments().stream().map(TrialBooks.Book::of).toList());
    }

    /** Nobody but the appliance trades any more. */
    void endFlow() {
        isTrading = false;
    }

    /** The part of a machine's configuration that says where the exchange is. */
    String channel() {
        return """
                channel:
                  id: %d
                  lines: %s
                  recovery: { definitions: %s, priceSnapshots: %s, orderSnapshots: %s }
                """.formatted(TrialMachine.CHANNEL, yaml(0), yaml(2), yaml(4), yaml(6));
    }

    private String yaml(final int first) {
        final MulticastGroup a = lines.get(first);
        final MulticastGroup b = lines.get(first + 1);
        return "{ A: { group: %s, port: %d }, B: { group: %s, port: %d } }"
                .formatted(Ipv4.format(a.address()), a.port(), Ipv4.format(b.address()), b.port());
    }

    int orderPort() {
        return service.port();
    }

    Path secretFile() {
        return secretFile;
    }

    @Override
    public String roleName() {
        return "exchange";
    }

    @Override
    public void close() {
        CloseHelper.quietClose(runner);
        CloseHelper.quietCloseAll(service, sink);
    }
}
