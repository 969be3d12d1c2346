package aether.session;

import aether.config.ConfigException;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.gateway.Checkpoint;
import aether.gateway.GatewayContext;
import aether.gateway.InputWriter;
import aether.gateway.OrderInput;
import aether.ilink3.SessionSettings;
import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalReader;
import aether.journal.JournalSalvage;
import aether.journal.JournalSessions;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.replay.OrderDigest;
import aether.replay.ReplaySource;
import aether.risk.KillScope;
import aether.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * The journals of one order session, one behind the other: each begins with a checkpoint of what was before it, or from nothing. Journals of builds
 * before checkpoints begin with all inputs of those before them, which is the same.
 */
public final class OrderSessions {
    private static final int BATCH = 4096;

    /** A session whose orders are to be taken up, and the settings it ran with. */
    public record Before(Path session, GatewayContext context) {}

    private OrderSessions() {}

    /**
     * The newest journal session with the same order session that had itself taken up all that was before it; the present one
     * aside. Null when there is none.
     *
     * @throws ConfigException when its inputs would not do again what they did
     */
    public static Before before(final Path journals, final Path present, final GatewayContext context) {
        if (!Files.isDirectory(journals)) {
            return null;
        }
        final Path before = newest(journals, session -> !session.equals(present.getFileName()), context.session());
        requireCertainty(journals, before, context.session());
        if (before == null) {
            return null;
        }
        final GatewayContext settings = contextOf(before);
        if (!settings.decidesLike(context)) {
            throw new ConfigException(
                    before + ": holds orders of the same session under other settings of 'orders'; "
                            + "start with its settings (limits may change), or settle its orders with the venue and move it away");
        }
        return new Before(before, settings);
    }

    /**
     * Nothing newer than what a start would go on from, and not that either, may be in doubt; unless what is whole of it has been kept. One whose beginning is lost may have been
     * anybody's.
     */
    private static void requireCertainty(final Path journals, final Path before, final SessionSettings settings) {
        for (final Path session : JournalSessions.begun(journals)) {
            final boolean isOlder = before != null && session.getFileName().compareTo(before.getFileName()) < 0;
            if (!isOlder
                    && JournalSessions.isInDoubt(session)
                    && !Files.exists(JournalSalvage.keptOf(session))
                    && mayBeOf(session, settings)) {
                throw new ConfigException(
                        session + ": " + JournalWriter.IN_DOUBT
                                + ": what was sent last may not be in it. Settle its orders with the venue; then 'aether journal salvage "
                                + session
                                + "' keeps what is whole, with the kill switch thrown, and the next start goes on from that; or move it away");
            }
        }
    }

    private static boolean mayBeOf(final Path session, final SessionSettings settings) {
        try {
            final String text = ReplaySource.configurationOf(session);
            final SiteConfig.Orders orders = text == null
                    ? null
                    : ConfigReader.parse(text, session.toString()).orders();
            return text == null || orders != null && isSame(orders.context().session(), settings);
        } catch (final ConfigException | JournalException e) {
            return true;
        }
    }

    /**
     * Keeps what is whole of a session in doubt as a session that a start goes on from: orders that may have been sent are not in it, so that it ends with the kill
     * switch thrown, until somebody has settled them and takes it back.
     */
    public static JournalSalvage salvage(final Path session) {
        final InputWriter writer = new InputWriter();
        final JournalSalvage kept = JournalSalvage.of(session, (tap, timeNs) -> {
            final int length = writer.kill(KillScope.ALL, 0, 0, true);
            tap.offer(RecordType.ORDER_INPUT, OrderInput.KILL.number(), timeNs, writer.buffer(), 0, length);
        });
        if (!isWhole(kept.session())) {
            throw new ConfigException(kept.session() + ": " + kept.records()
                    + " records kept, and among them nothing of orders that a start could go on from: its beginning is lost. Settle with the venue "
                    + "what was open when it began, and move both away");
        }
        return kept;
    }

    private static Path newest(final Path journals, final Predicate<Path> filter, final SessionSettings settings) {
        return JournalSessions.list(journals).stream()
                .filter(session -> filter.test(session.getFileName()))
                .filter(session -> !Files.isSymbolicLink(session) && !Files.exists(JournalSalvage.keptOf(session)))
                .sorted((a, b) -> b.getFileName().compareTo(a.getFileName()))
                .filter(session -> isOf(session, settings) && isWhole(session))
                .findFirst()
                .orElse(null);
    }

    /** A session and all those before it that its checkpoints stand for and that are still there, oldest first. */
    public static List<Path> history(final Path session) {
        final LinkedList<Path> history = new LinkedList<>(List.of(real(session)));
        final GatewayContext context = contextOf(session);
        while (context != null && startsFromCheckpoint(history.getFirst())) {
            final Path later = history.getFirst();
            final Path before =
                    newest(later.getParent(), name -> name.compareTo(later.getFileName()) < 0, context.session());
            if (before == null) {
                break;
            }
            history.addFirst(before);
        }
        return history;
    }

    private static Path real(final Path session) {
        try {
            return session.toRealPath();
        } catch (final IOException e) {
            throw new JournalException(session + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static GatewayContext contextOf(final Path session) {
        final String text = ReplaySource.configurationOf(session);
        final SiteConfig config = text == null ? null : ConfigReader.parse(text, session.toString());
        return config == null || config.orders() == null
                ? null
                : config.orders().context();
    }

    private static boolean isOf(final Path session, final SessionSettings settings) {
        final SessionSettings own = settingsOf(session);
        return own != null && isSame(own, settings);
    }

    /** Null without orders, and of what is no session that could be taken up. */
    private static SessionSettings settingsOf(final Path session) {
        try {
            final GatewayContext context = contextOf(session);
            return context == null ? null : context.session();
        } catch (final ConfigException | JournalException e) {
            return null;
        }
    }

    private static boolean isSame(final SessionSettings one, final SessionSettings other) {
        return one.session().equals(other.session()) && one.firm().equals(other.firm());
    }

    /** What comes first of the order plane. */
    private static final class Beginning implements ReplaySource.Listener {
        private boolean hasCheckpoint;
        private long inputsBefore;
        private boolean hasInput;
        private boolean hasDigest;

        /** Reads until it is enough, or all is read; closes the reader. */
        static Beginning of(final JournalReader reader, final Predicate<Beginning> isEnough) {
            final Beginning beginning = new Beginning();
            try (ReplaySource source = new ReplaySource(reader, packet -> {}, beginning)) {
                while (!isEnough.test(beginning) && source.poll(1) > 0) {
                    // It listens.
                }
            }
            return beginning;
        }

        boolean isDecided() {
            return hasCheckpoint || hasInput || hasDigest;
        }

        @Override
        public void onCheckpoint(final DirectBuffer buffer, final int length) {
            if (!hasCheckpoint && !hasInput) {
                hasCheckpoint = true;
                inputsBefore = Checkpoint.inputs(buffer, 0);
            }
        }

        @Override
        public void onOrderInput(
                final int number, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
            hasInput = true;
        }

        @Override
        public void onOrderDigest(final OrderDigest journaled) {
            hasDigest = true;
        }
    }

    /** False for a process that was killed while it took up what was before it: it never traded. Its first digest is the sign. */
    private static boolean isWhole(final Path session) {
        return Beginning.of(JournalReader.open(session), beginning -> beginning.hasDigest).hasDigest;
    }

    private static boolean startsFromCheckpoint(final Path session) {
        return Beginning.of(JournalReader.open(session), Beginning::isDecided).hasCheckpoint;
    }

    /** Inputs of its order session that were before the checkpoint that it begins with; 0 without one. */
    static long inputsBefore(final Path session) {
        return Beginning.of(JournalReader.open(session), Beginning::isDecided).inputsBefore;
    }

    /** Whether it took over all that was before it, and needs none of that any more. */
    static boolean beginsWithCheckpoint(final Path session) {
        return isWhole(session) && startsFromCheckpoint(session);
    }

    /** Those of some sessions that hold orders, one list for each order session, in the order given. */
    static Collection<List<Path>> byOrderSession(final List<Path> sessions) {
        final Map<List<String>, List<Path>> groups = new LinkedHashMap<>();
        for (final Path session : sessions) {
            final SessionSettings settings = settingsOf(session);
            if (settings != null) {
                groups.computeIfAbsent(List.of(settings.session(), settings.firm()), name -> new ArrayList<>())
                        .add(session);
            }
        }
        return groups.values();
    }

    /**
     * Tells what a session holds of orders, from its newest checkpoint on; what a killed process left in its tap first becomes part of its journal.
     *
     * @param orders hears of checkpoints and inputs; throws {@link StateException} for what it cannot take over
     * @throws ConfigException when it cannot be told with certainty
     */
    public static void replay(final Path session, final ReplaySource.Listener orders) {
        JournalWriter.recover(new JournalContext().directory(session).conclude());
        try (ReplaySource source = new ReplaySource(fromNewestCheckpoint(session), packet -> {}, orders)) {
            while (source.poll(BATCH) > 0) {
                // The listener does the work.
            }
            if (source.damage() != null) {
                throw new ConfigException(
                        source.damage() + ": the orders before it cannot be taken over with certainty; "
                                + "settle them with the venue and move the session away");
            }
        } catch (final StateException e) {
            throw new ConfigException(session + ": " + e.getMessage()
                    + ": its orders cannot be taken over by this build; start the build that wrote it, or settle them with the "
                    + "venue and move the session away");
        }
    }

    /** Where the first thing of orders is a whole checkpoint; else at the start. */
    private static JournalReader fromNewestCheckpoint(final Path session) {
        final List<Supplier<JournalReader>> places = JournalReader.fromCheckpoints(session);
        return places.stream()
                .limit(places.size() - 1L)
                .filter(place -> Beginning.of(place.get(), Beginning::isDecided).hasCheckpoint)
                .findFirst()
                .orElse(places.getLast())
                .get();
    }
}
