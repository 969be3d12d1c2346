package aether.cli.recorded;

import aether.console.ExitCode;
import aether.console.Json;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.session.BookJson;
import aether.session.BookPrinter;
import aether.session.CapturePlayer;
import aether.session.JournalReplay;
import aether.session.RecordedSession;
import aether.session.moment.SessionPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Books of a session as they are printed.
 *
 * @param depth rows of each side at most
 * @param isEveryMessage after each message, in place of each event
 * @param hasOrders books by order as well
 * @param instruments symbols and SecurityIDs; all when there are none
 */
record PrintedBooks(int depth, boolean isEveryMessage, boolean hasOrders, List<String> instruments) {
    /** Of one channel. */
    BookPrinter printer(final Json json) {
        return new BookPrinter(new BookJson(json, depth, hasOrders, instruments), isEveryMessage, hasOrders);
    }

    /** All of a session, or a part of it; returns the exit code. */
    int print(final RecordedSession session, final Optional<SessionPart> part) {
        final Terminal terminal = new Terminal(System.err);
        try (Json json = new Json(System.out)) {
            final Printers printers = new Printers(json, part.isEmpty());
            final RecordedSession.Played played = part.map(meant -> meant.play(session, printers, terminal))
                    .orElseGet(() -> session.play(printers, terminal));
            terminal.status("");
            requireInstruments("session", name -> printers.channels.stream().anyMatch(channel -> channel.knows(name)));
            if (played.remark() != null) {
                System.err.println("aether: " + played.remark());
            }
            return played.isWhole() ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    /** What was asked for must be there; {@code source}: what that is called. */
    void requireInstruments(final String source, final Predicate<String> isThere) {
        for (final String name : instruments) {
            if (!isThere.test(name)) {
                throw new UsageException("--instrument: there is no '" + name + "' in the " + source
                        + "; symbols are known where instruments are defined, SecurityIDs always");
            }
        }
    }

    /** One for each channel, whenever that appears. */
    private final class Printers implements JournalReplay.Hearers {
        private final List<BookPrinter> channels = new ArrayList<>();
        private final Json json;
        private boolean isBegun;

        Printers(final Json json, final boolean isBegun) {
            this.json = json;
            this.isBegun = isBegun;
        }

        @Override
        public CapturePlayer.Listener market(final String channel) {
            final BookPrinter printer = printer(json);
            channels.add(isBegun ? printer : printer.ofPart());
            return printer;
        }

        @Override
        public void forget() {
            channels.clear();
        }

        @Override
        public void begin(final long firstNs) {
            isBegun = true;
            channels.forEach(BookPrinter::begin);
        }

        @Override
        public boolean isEnough() {
            return json.isBroken();
        }
    }
}
