package aether.appliance;

import aether.console.ExitCode;
import aether.console.StopSignal;
import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalWriter;
import aether.journal.TradeDates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** The writer of a session in a process of its own: writes until it is told that nothing follows, or nobody is left who could say so. */
public final class JournalServer {
    private static final List<String> SMALL = List.of("-Xms32m", "-Xmx128m", "-XX:+UseSerialGC");
    private static final String NONE = "-";
    private static final int ARGUMENTS = 6;
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private final JournalContext context;
    private final BooleanSupplier isFilled;
    private final Consumer<String> reports;

    /**
     * Nothing yet.
     *
     * @param isFilled whether the process that fills the tap is alive
     * @param reports takes lines for people
     */
    public JournalServer(final JournalContext context, final BooleanSupplier isFilled, final Consumer<String> reports) {
        this.context = context;
        this.isFilled = isFilled;
        this.reports = reports;
    }

    /** What starts one for the session in a directory, on behalf of this process. */
    static List<String> command(final Path session, final JournalContext context) {
        final TradeDates dates = context.tradeDates();
        return FreshJvm.command(
                SMALL,
                JournalServer.class,
                session.toString(),
                String.valueOf(context.lowWater()),
                dates.zone().getId(),
                dates.end().toString(),
                joined(dates.days()),
                joined(dates.holidays()));
    }

    private static String joined(final Collection<?> values) {
        return values.isEmpty() ? NONE : values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static <T> Set<T> split(final String text, final Function<String, T> of) {
        return text.equals(NONE) ? Set.of() : Stream.of(text.split(",")).map(of).collect(Collectors.toSet());
    }

    /** The process; exit code 1 when the session was not ended in order. */
    public static void main(final String[] arguments) {
        if (arguments.length != ARGUMENTS) {
            System.err.println("aether: the journal's process is started by 'aether run' (journal.process: own)");
            System.exit(ExitCode.USAGE);
        }
        System.exit(serve(context(List.of(arguments).iterator())));
    }

    /** As {@link #command} gave it. */
    private static JournalContext context(final Iterator<String> argument) {
        return new JournalContext()
                .directory(Path.of(argument.next()))
                .lowWater(Long.parseLong(argument.next()))
                .tradeDates(new TradeDates(
                        ZoneId.of(argument.next()),
                        LocalTime.parse(argument.next()),
                        split(argument.next(), DayOfWeek::valueOf),
                        split(argument.next(), LocalDate::parse)))
                .conclude();
    }

    /** Who stops a whole group of processes means the appliance: that will say when nothing follows, and the end waits for it. */
    private static int serve(final JournalContext context) {
        try (StopSignal stop = new StopSignal()) {
            final boolean isEnded = new JournalServer(
                            context, whileInputLasts(), report -> System.err.println("aether: journal: " + report))
                    .run();
            return isEnded ? ExitCode.OK : ExitCode.FAILED;
        } catch (final JournalException e) {
            System.err.println("aether: journal: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    /** The other end of the input is the appliance's: it closes with it, however that ends. */
    private static BooleanSupplier whileInputLasts() {
        final AtomicBoolean isOpen = new AtomicBoolean(true);
        Thread.ofPlatform().daemon().name("appliance").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nothing is ever said.
                }
            } catch (final IOException e) {
                // As good as closed.
            }
            isOpen.set(false);
        });
        return isOpen::get;
    }

    /** Returns true when the session was ended in order, false when it was left. */
    public boolean run() {
        try (JournalWriter writer = JournalWriter.resume(context)) {
            final IdleStrategy idle = new BackoffIdleStrategy();
            long lookNs = System.nanoTime();
            boolean isWanted = true;
            while (!writer.isEnded() && isWanted) {
                idle.idle(writer.doWork());
                if (System.nanoTime() - lookNs > LOOK_NS) {
                    lookNs = System.nanoTime();
                    tell(writer);
                    isWanted = isFilled.getAsBoolean();
                }
            }
            writer.drain();
            if (writer.isEnded()) {
                writer.seal();
            }
            tell(writer);
            return writer.isEnded();
        }
    }

    private void tell(final JournalWriter writer) {
        String report = writer.nextReport();
        while (report != null) {
            reports.accept(report);
            report = writer.nextReport();
        }
    }
}
