package aether.demo;

import aether.console.Terminal;
import aether.trial.Takeovers.Takeover;
import aether.trial.TrialAccount;
import aether.trial.TrialCluster;
import aether.trial.TrialMachine;
import java.io.PrintStream;
import java.nio.file.Path;

/** Three machines that trade as one, as processes: the one that leads is killed, cut off and killed again; at the end the account. */
public final class FailoverDemo {
    private static final int ORDERS = 60;
    private static final double NS_PER_SECOND = 1e9;

    private final Path directory;
    private final long seed;
    private final Class<?> main;
    private final Terminal terminal;
    private final PrintStream out;

    /** {@code main} takes the words of the command line, since each machine is a process of its own. */
    public FailoverDemo(
            final Path directory,
            final long seed,
            final Class<?> main,
            final Terminal terminal,
            final PrintStream out) {
        this.directory = directory;
        this.seed = seed;
        this.main = main;
        this.terminal = terminal;
        this.out = out;
    }

    /** Runs it; true when nothing was lost or doubled, and everything was equal. */
    public boolean run() {
        try (TrialCluster cluster = new TrialCluster(directory, seed, main)) {
            terminal.line(
                    "simulated exchange -> three machines, each a process: books, journal, and a log that a majority must have "
                            + "before an order leaves; a minute and a half");
            cluster.start();
            final TrialMachine first = cluster.leader();
            terminal.line("machine " + first.id() + " leads");
            cluster.awaitOrders(ORDERS);
            kill(cluster, first);
            cut(cluster, cluster.leader());
            kill(cluster, cluster.leader());
            terminal.line("trading ends; the machines' journals are compared with the exchange and with each other");
            return report(cluster, cluster.conclude());
        }
    }

    private void kill(final TrialCluster cluster, final TrialMachine leader) {
        cluster.kill(leader);
        tell(cluster, "machine " + leader.id() + " killed (SIGKILL)");
        cluster.awaitOrders(ORDERS);
        cluster.restart(leader);
        terminal.line("machine " + leader.id() + " is back, and has what was decided without it");
    }

    private void cut(final TrialCluster cluster, final TrialMachine leader) {
        cluster.cut(leader);
        tell(cluster, "machine " + leader.id() + " cut off from the others, not from the exchange");
        cluster.awaitOrders(ORDERS);
        cluster.heal(leader);
        terminal.line("machine " + leader.id() + " is heard again, and follows");
    }

    private void tell(final TrialCluster cluster, final String what) {
        final Takeover last = cluster.takeovers().all().getLast();
        terminal.line(String.format(
                "%s; machine %d leads: next order at the exchange after %.2f s%s",
                what, cluster.leader().id(), last.ns() / NS_PER_SECOND, last.isStarved() ? " (cores were short)" : ""));
    }

    private boolean report(final TrialCluster cluster, final TrialAccount account) {
        for (final Takeover takeover : cluster.takeovers().all()) {
            out.println("takeover  leader " + takeover.text());
        }
        out.printf(
                "orders    %,d at the exchange, %d lost, %d doubled; %,d fills%n",
                account.orders(), account.lost().size(), account.doubled().size(), account.fills());
        out.printf(
                "account   books, positions and cash of three machines %s%n",
                account.differences().isEmpty() ? "equal to the exchange's own" : "UNEQUAL: " + account.differences());
        out.printf(
                "journals  %d sessions of three machines, checksums and chains intact; %,d states and %,d books compared between machines%n",
                account.sessions(), account.states(), account.books());
        out.println(account.isClean() ? "PASS" : "FAIL");
        return account.isClean();
    }
}
