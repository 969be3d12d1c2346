package aether.trial;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One fault after another, at random moments, each borne before the next comes: a majority is there at all times. */
public final class RandomFaults {
    private static final int MOST_ORDERS = 25;
    private static final int SNAPSHOT_EVERY = 10;

    /** What happens. Kills come more often than the others. */
    private enum Fault {
        KILL_LEADER,
        KILL_LEADER_AGAIN,
        KILL_FOLLOWER,
        PAUSE_LEADER,
        CUT_LEADER,
        DEAFEN_LEADER,
        SILENCE_LEADER
    }

    private final TrialCluster cluster;
    private final SplittableRandom random;
    private final Consumer<String> news;
    private int count;
    private int kills;

    /** {@code news} hears of each, in words. */
    public RandomFaults(final TrialCluster cluster, final long seed, final Consumer<String> news) {
        this.cluster = cluster;
        random = new SplittableRandom(seed);
        this.news = news;
    }

    /** Kills, and other faults between them. */
    public void until(final int mostKills) {
        while (kills < mostKills) {
            if (count % SNAPSHOT_EVERY == SNAPSHOT_EVERY - 1) {
                cluster.snapshot();
            }
            cluster.awaitOrders(1 + random.nextInt(MOST_ORDERS));
            next();
            count++;
        }
    }

    private void next() {
        final Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        final TrialMachine leader = cluster.leader();
        switch (fault) {
            case KILL_LEADER, KILL_LEADER_AGAIN -> {
                kills++;
                cluster.kill(leader);
                told(leader);
                cluster.restart(leader);
            }
            case KILL_FOLLOWER -> {
                kills++;
                final TrialMachine follower = cluster.machines()
                        .get((leader.id() + 1) % cluster.machines().size());
                cluster.killFollower(follower);
                news.accept("machine " + follower.id() + ", which followed, killed");
                cluster.awaitOrders(1);
                cluster.restart(follower);
            }
            case PAUSE_LEADER -> {
                cluster.pause(leader);
                told(leader);
                cluster.resume(leader);
            }
            case CUT_LEADER -> part(leader, cluster::cut);
            case DEAFEN_LEADER -> part(leader, cluster::deafen);
            case SILENCE_LEADER -> part(leader, cluster::silence);
        }
    }

    private void part(final TrialMachine leader, final Consumer<TrialMachine> how) {
        how.accept(leader);
        told(leader);
        cluster.heal(leader);
    }

    private void told(final TrialMachine leader) {
        news.accept("machine " + leader.id() + ", which led, "
                + cluster.takeovers().all().getLast().text());
    }

    /** Processes killed so far. */
    public int kills() {
        return kills;
    }

    /** Faults of all kinds so far. */
    public int count() {
        return count;
    }
}
