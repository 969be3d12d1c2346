package aether.bench.simulation;

import aether.desk.Administration;
import aether.desk.OperatorCommands;
import aether.gateway.InputWriter;
import aether.gateway.OrderInput;
import aether.risk.KillScope;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What goes wrong, to whom and for how long, by the seed; often several things at once. */
final class Faults {
    private static final long MS = 1_000_000;
    private static final long LEAST_APART_NS = 20 * MS;
    private static final long MOST_APART_NS = 900 * MS;
    private static final double LOSS = 0.3;
    private static final long MOST_JUMP_NS = 6_000 * MS;
    private static final long MOST_APART_IN_PEACE_NS = 20 * MS;

    /** Kinds of faults, and of what operators do. */
    enum Kind {
        KILL,
        POWER,
        NEW_DISK,
        TERMINATE,
        PAUSE,
        STALL,
        ALONE,
        ONE_WAY,
        LOSS,
        NO_VENUE,
        VENUE_CUTS,
        OTHER_DOOR,
        SNAPSHOT,
        STEP_DOWN,
        CLOCK,
        MISREADS,
        KILL_SWITCH
    }

    /** What a machine that is parted from the others cannot do. */
    private enum Way {
        OUT,
        IN,
        BOTH
    }

    private static final Kind[] KINDS = Kind.values();

    private final VirtualTime time;
    private final VirtualNetwork network;
    private final SplittableRandom random;
    private final List<SimulatedMachine> machines;
    private final SimulatedExchange exchange;
    private final Story story;
    private final int venue;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final InputWriter writer = new InputWriter();
    private boolean isOver;

    Faults(
            final VirtualNetwork network,
            final SplittableRandom random,
            final List<SimulatedMachine> machines,
            final SimulatedExchange exchange,
            final Story story) {
        this.story = story;
        this.network = network;
        this.random = random;
        this.machines = machines;
        this.exchange = exchange;
        time = network.time();
        venue = machines.size();
    }

    void begin() {
        machines.forEach(this::setClock);
        beginNext();
    }

    private void setClock(final SimulatedMachine machine) {
        machine.clock(random.nextLong(-MOST_APART_IN_PEACE_NS, MOST_APART_IN_PEACE_NS));
    }

    private void beginNext() {
        time.after(random.nextLong(LEAST_APART_NS, MOST_APART_NS), () -> {
            if (!isOver) {
                final Kind kind = KINDS[random.nextInt(KINDS.length)];
                final SimulatedMachine victim = victim();
                if (happen(kind, victim)) {
                    story.tell(victim.id(), kind.name());
                    counts.merge(kind, 1L, Long::sum);
                }
                beginNext();
            }
        });
    }

    /** Whoever leads more often than not: there it hurts. */
    private SimulatedMachine victim() {
        final SimulatedMachine any = machines.get(random.nextInt(machines.size()));
        return random.nextBoolean()
                ? any
                : machines.stream()
                        .filter(SimulatedMachine::isLeading)
                        .findFirst()
                        .orElse(any);
    }

    private boolean happen(final Kind kind, final SimulatedMachine machine) {
        if (!machine.isUp()) {
            return false;
        }
        switch (kind) {
            case KILL -> down(machine, machine::kill);
            case POWER -> down(machine, machine::powerOff);
            case TERMINATE -> down(machine, machine::terminate);
            case NEW_DISK -> {
                return replaceDisk(machine);
            }
            case PAUSE -> machine.pause(random.nextLong(10 * MS, 2_000 * MS));
            case STALL -> machine.stall(random.nextLong(10 * MS, 600 * MS));
            case ALONE -> part(machine, Way.BOTH);
            case ONE_WAY -> part(machine, random.nextBoolean() ? Way.OUT : Way.IN);
            case LOSS -> lose(machine);
            case NO_VENUE -> cutVenue(machine);
            case VENUE_CUTS -> exchange.cut();
            case OTHER_DOOR -> {
                return ask(machine, machine.module() == null ? null : machine.module()::reopen);
            }
            case SNAPSHOT -> command(machine, Administration.SNAPSHOT);
            case STEP_DOWN -> command(machine, Administration.STEP_DOWN);
            case CLOCK -> machine.clock(random.nextLong(-MOST_JUMP_NS, MOST_JUMP_NS));
            case MISREADS -> machine.misread(random.nextLong(10 * MS, 50 * MS));
            case KILL_SWITCH -> throwAndTakeBack(machine);
        }
        return true;
    }

    private static boolean ask(final SimulatedMachine machine, final Runnable action) {
        if (action == null || !machine.isRunning()) {
            return false;
        }
        action.run();
        return true;
    }

    private void down(final SimulatedMachine machine, final Runnable how) {
        how.run();
        time.after(random.nextLong(50 * MS, 2_000 * MS), machine::start);
    }

    /** By the book: one at a time, and while the others have everything and hear each other. */
    private boolean replaceDisk(final SimulatedMachine machine) {
        final boolean isSafe = machines.stream().allMatch(this::isAmongAll)
                && machines.stream()
                                .mapToInt(each -> each.module().committed())
                                .distinct()
                                .count()
                        == 1;
        if (isSafe) {
            machine.powerOff();
            machine.wipe();
            time.after(random.nextLong(50 * MS, 1_000 * MS), machine::start);
        }
        return isSafe;
    }

    private boolean isAmongAll(final SimulatedMachine machine) {
        return machine.isRunning()
                && machine.module() != null
                && machine.module().isVoting()
                && machines.stream().noneMatch(other -> network.isCut(machine.id(), other.id()));
    }

    private void part(final SimulatedMachine machine, final Way way) {
        for (final SimulatedMachine other : machines) {
            if (other != machine && way != Way.IN) {
                network.cut(machine.id(), other.id());
            }
            if (other != machine && way != Way.OUT) {
                network.cut(other.id(), machine.id());
            }
        }
        time.after(random.nextLong(50 * MS, 1_500 * MS), () -> join(machine));
    }

    private void join(final SimulatedMachine machine) {
        for (final SimulatedMachine other : machines) {
            network.heal(machine.id(), other.id());
            network.heal(other.id(), machine.id());
        }
    }

    private void lose(final SimulatedMachine machine) {
        setLoss(machine, LOSS);
        time.after(random.nextLong(50 * MS, 1_500 * MS), () -> setLoss(machine, 0));
    }

    private void setLoss(final SimulatedMachine machine, final double share) {
        for (final SimulatedMachine other : machines) {
            network.lose(machine.id(), other.id(), share);
            network.lose(other.id(), machine.id(), share);
        }
    }

    private void cutVenue(final SimulatedMachine machine) {
        network.cut(machine.id(), venue);
        network.cut(venue, machine.id());
        time.after(random.nextLong(20 * MS, 1_500 * MS), () -> healVenue(machine));
    }

    private void healVenue(final SimulatedMachine machine) {
        network.heal(machine.id(), venue);
        network.heal(venue, machine.id());
    }

    private void command(final SimulatedMachine machine, final Administration wanted) {
        try (OperatorCommands commands = OperatorCommands.open(machine.commands())) {
            commands.send(wanted);
        }
    }

    private void throwAndTakeBack(final SimulatedMachine machine) {
        throwKillSwitch(machine);
        if (random.nextBoolean()) {
            time.after(
                    random.nextLong(20 * MS, 200 * MS),
                    () -> machines.stream()
                            .filter(SimulatedMachine::isUp)
                            .forEach(each -> command(each, Administration.SNAPSHOT)));
        }
        time.after(random.nextLong(20 * MS, 2_500 * MS), this::takeBack);
    }

    /** Not when the end has begun: there, whoever asks for it rearms, and nobody trades any more after the last kill. */
    private void takeBack() {
        if (!isOver) {
            machines.stream().filter(SimulatedMachine::isUp).forEach(this::takeBackKillSwitch);
        }
    }

    /** An operator's; whoever does not lead does not obey. */
    void throwKillSwitch(final SimulatedMachine machine) {
        send(machine, writer.kill(KillScope.ALL, 0, 0, true));
    }

    void takeBackKillSwitch(final SimulatedMachine machine) {
        send(machine, writer.kill(KillScope.ALL, 0, 0, false));
    }

    private void send(final SimulatedMachine machine, final int length) {
        try (OperatorCommands commands = OperatorCommands.open(machine.commands())) {
            commands.send(OrderInput.KILL, writer.buffer(), length);
        }
    }

    /** Everything is mended. */
    void end() {
        isOver = true;
        for (final SimulatedMachine machine : machines) {
            join(machine);
            setLoss(machine, 0);
            healVenue(machine);
            setClock(machine);
            machine.pause(0);
            machine.stall(0);
            machine.misread(0);
        }
    }

    /** One last thing: what a machine gets wrong in the last moments of trading, nothing that comes later puts right. */
    void misreadLast(final long forNs) {
        machines.get(random.nextInt(machines.size())).misread(forNs);
    }

    Map<Kind, Long> counts() {
        return counts;
    }
}
