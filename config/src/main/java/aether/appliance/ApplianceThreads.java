package aether.appliance;

import aether.config.SiteConfig;
import aether.host.CoreAgent;
import aether.host.CorePlan;
import aether.host.CoreRunner;
import aether.host.CoreShield;
import aether.host.CpuList;
import aether.host.DutyCycle;
import aether.host.HotCores;
import aether.host.ProcessLocks;
import aether.host.ScalingReport;
import aether.host.Watchdog;
import aether.journal.JournalWriter;
import aether.lines.CardLines;
import aether.lines.RecoveryAgent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * The threads of an appliance: hot ones on their cores, one or two by the layout; one of the host for everything that happens now and then; and
 * one each for the journal and for a service that blocks.
 */
final class ApplianceThreads implements AutoCloseable {
    private static final long NS_PER_MS = 1_000_000;
    private static final long RECOVERY_PERIOD_NS = 5 * NS_PER_MS;
    private static final long MONITOR_PERIOD_NS = 100 * NS_PER_MS;
    private static final long CARD_PERIOD_NS = 5 * NS_PER_MS;
    private static final long WATCHDOG_PERIOD_NS = 10 * NS_PER_MS;
    private static final long HOST_SLEEP_MS = 1;
    private static final long SERVICE_SLEEP_MS = 5;
    private static final long MAX_PARK_NS = 50_000;
    private static final int MOST_REPORTS = 100;

    private final SiteConfig.Runtime runtime;
    private final String hotCores;
    private final Consumer<Throwable> onFailure;
    private final HotCores hot;
    private final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    private final Watchdog watchdog;
    private ProcessLocks locks;
    private CoreShield shield;
    private CoreRunner host;
    private CoreRunner journal;
    private JournalWriter journalWriter;
    private CoreRunner service;
    private CoreRunner kernel;
    private CardLines card;
    private MonitorAgent monitor;

    /** {@code shared}: hot threads that other channels use as well, or null for some of its own. */
    ApplianceThreads(final SiteConfig config, final HotCores shared, final Consumer<Throwable> onFailure) {
        runtime = config.runtime();
        hotCores = config.host().hotCores();
        hot = shared == null ? hotCores(runtime, new int[0], onFailure) : shared;
        this.onFailure = onFailure;
        watchdog = new Watchdog(runtime.stallNs(), this::report);
    }

    /** The last ones are kept: whoever prints them may be slow. */
    private void report(final String line) {
        reports.add(line);
        if (reports.size() > MOST_REPORTS) {
            reports.poll();
        }
    }

    /** The journal's thread, which must be there before the first packet. */
    void startJournal(final JournalWriter writer) {
        journalWriter = writer;
        journal = cold("journal", writer, new BackoffIdleStrategy()).start();
    }

    /** Whether the journal's disk has no room. */
    boolean isDiskFull() {
        return journalWriter != null && journalWriter.isDiskFull();
    }

    /** A thread for something that may block; may be left out. */
    void startService(final Agent blocking) {
        service = cold("service", blocking, new SleepingMillisIdleStrategy(SERVICE_SLEEP_MS))
                .start();
    }

    /** Looks after a card from the host's thread, and moves what is not for the feeds on a thread of its own; before the host starts. */
    void attend(final CardLines attended) {
        card = attended;
        kernel = cold("kernel", card.bridge(), new BackoffIdleStrategy(100, 10, 1_000, MAX_PARK_NS))
                .start();
    }

    private CoreRunner cold(final String name, final Agent agent, final IdleStrategy idle) {
        return new CoreRunner(
                CorePlan.anywhere(name), List.of(CoreAgent.urgent(agent)), idle, System::nanoTime, onFailure);
    }

    /** Hands the hot duties to the threads that they will run on. */
    void place(final String channel, final int weight, final ReceiveAgent receive, final TradeAgent trade) {
        final CoreAgent first = CoreAgent.urgent(receive);
        final CoreAgent second = CoreAgent.urgent(trade);
        if (runtime.layout() == SiteConfig.Layout.FUSED) {
            hot.add(new HotCores.Duty("feed" + channel, weight, runtime.receiveCore(), List.of(first, second)));
        } else {
            hot.add(new HotCores.Duty("trade" + channel, weight, runtime.tradeCore(), List.of(second)));
            hot.add(new HotCores.Duty("receive" + channel, weight, runtime.receiveCore(), List.of(first)));
        }
    }

    /** Hot threads as the configuration wants them: each duty of a single appliance has one of its own. */
    static HotCores hotCores(final SiteConfig.Runtime runtime, final int[] cores, final Consumer<Throwable> onFailure) {
        return new HotCores(
                cores, runtime.fifoPriority(), runtime.stallNs(), () -> hotIdle(runtime), System::nanoTime, onFailure);
    }

    private static IdleStrategy hotIdle(final SiteConfig.Runtime runtime) {
        return runtime.idle() == SiteConfig.Idle.SPIN
                ? new BusySpinIdleStrategy()
                : new BackoffIdleStrategy(100, 10, 1_000, MAX_PARK_NS);
    }

    /** Starts the host's thread; {@code link} throws when there is nothing to receive from any more. */
    void startHost(final RecoveryAgent recovery, final MonitorAgent monitoring, final Runnable link) {
        monitor = monitoring;
        locks = new ProcessLocks(runtime.isMemoryLocked(), runtime.isAwake());
        shield = new CoreShield(Path.of("/"), CpuList.parse(hotCores));
        host = new CoreRunner(
                CorePlan.anywhere("host"),
                List.of(),
                new SleepingMillisIdleStrategy(HOST_SLEEP_MS),
                System::nanoTime,
                onFailure);
        host.timers().every(RECOVERY_PERIOD_NS, recovery::doWork);
        host.timers().every(MONITOR_PERIOD_NS, monitor::doWork);
        host.timers().every(MONITOR_PERIOD_NS, link);
        host.timers().every(WATCHDOG_PERIOD_NS, () -> watchdog.look(System.nanoTime()));
        if (card != null) {
            host.timers().every(CARD_PERIOD_NS, () -> card.supervise(System.nanoTime(), this::report));
        }
        host.start();
    }

    /** Starts the hot threads, unless another channel that shares them has done so. */
    void startHot() {
        hot.start();
        hot.runners().forEach(watchdog::watch);
    }

    /** Whether all hot threads run. */
    boolean isHotAlive() {
        return hot.isAlive();
    }

    /** What of the configuration's wishes could not be had, in plain words. */
    List<String> refused() {
        final List<String> refused = new ArrayList<>(locks.refused());
        refused.addAll(shield.refused());
        hot.runners().stream()
                .map(CoreRunner::refused)
                .filter(text -> !text.isEmpty())
                .forEach(refused::add);
        return refused;
    }

    /** Accounts of the hot threads and their agents. */
    List<DutyCycle> accounts() {
        final List<DutyCycle> all = new ArrayList<>();
        hot.runners().forEach(runner -> all.addAll(runner.accounts()));
        return all;
    }

    /** Which thread or resource limits. */
    ScalingReport scaling(final List<ScalingReport.Resource> resources) {
        return new ScalingReport(hot.runners(), hot.runningNs(), resources);
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /** The next report of the watchdog, or null. */
    String nextReport() {
        final String report = reports.poll();
        return report != null || journalWriter == null ? report : journalWriter.nextReport();
    }

    /**
     * Ends the hot threads and the host's; the journal's goes on until {@link #close}. Returns false when one of them does not end: what it uses
     * must stay.
     */
    boolean stopHot() {
        CloseHelper.quietClose(hot);
        CloseHelper.quietClose(service);
        CloseHelper.quietClose(kernel);
        CloseHelper.quietClose(host);
        CloseHelper.quietClose(locks);
        CloseHelper.quietClose(shield);
        final boolean hasEnded =
                hot.hasEnded() && Stream.of(host, service, kernel).allMatch(each -> each == null || !each.isAlive());
        if (hasEnded && monitor != null) {
            monitor.onClose();
        }
        return hasEnded;
    }

    @Override
    public void close() {
        CloseHelper.quietClose(journal);
    }
}
