package aether.session.moment;

import aether.book.BookBuilder;
import aether.book.InstrumentBook;
import aether.console.Terminal;
import aether.console.TimeText;
import aether.console.Times;
import aether.console.UsageException;
import aether.session.CapturePlayer;
import aether.session.InstrumentChoice;
import aether.session.JournalReplay;
import aether.session.playhead.PlayedBooks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Goes about in a session as somebody types: to the next trade or the one before, to a time or a packet, and shows the ladder of an instrument there. A
 * command is a line; an empty one is the last command once more.
 */
public final class Browser implements JournalReplay.Hearers {
    private static final List<String> HELP = List.of(
            "  n [N]        N packets further (1)          p [N]     N packets back",
            "  t            to the next trade              b         back to the trade before",
            "  at TIME      to a time, such as 21:46:13.5  + or - S  S seconds further, or back",
            "  seq N [C]    to packet N (MsgSeqNum) of the C-th channel (1)",
            "  book NAME    the ladder of this symbol or SecurityID; without NAME, of whatever traded last",
            "  list         the best of every book         q         ends");

    /** Commands that show what was heard. */
    private static final Set<String> HEARD = Set.of("n", "t", "b");

    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long MOST_SECONDS = 1_000_000;
    private static final long MOST_PACKETS = 1_000_000_000_000L;

    private final int depth;
    /** All of them: whatever traded last is looked at. */
    private InstrumentChoice chosen;

    /** Trades of the chosen instrument, or of any, that were heard since somebody last looked; the last one in words. */
    private long trades;

    private String lastTrade;
    private int lastTraded;

    /**
     * A browser.
     *
     * @param books the first of them is looked at; none stands for whatever trades
     * @param depth rows of a ladder, at most
     */
    public Browser(final List<String> books, final int depth) {
        chosen = InstrumentChoice.of(books.stream().limit(1).toList());
        this.depth = depth;
    }

    @Override
    public CapturePlayer.Listener market(final String channel) {
        return new Heard();
    }

    /** Obeys until the input ends, or says so. */
    public void run(final Timeline timeline, final InputStream in, final PrintStream out, final Terminal terminal) {
        final BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        show(timeline, out);
        String last = "n";
        try {
            out.print("> ");
            out.flush();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line.isBlank() ? last : line.strip();
                if ("q".equals(last)) {
                    break;
                }
                obey(last, timeline, out);
                terminal.status("");
                out.print("> ");
                out.flush();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        out.println();
    }

    private void obey(final String line, final Timeline timeline, final PrintStream out) {
        final long played = timeline.playhead().played();
        try {
            if (moves(line.split("\\s+", 2), timeline, out)) {
                show(timeline, out);
            }
        } catch (final UsageException e) {
            if (timeline.isGone()) {
                throw e;
            }
            out.println(e.getMessage());
            if (timeline.playhead().played() != played) {
                trades = 0;
                show(timeline, out);
            }
        }
    }

    /** True when what is to be seen may be another thing now. */
    private boolean moves(final String[] words, final Timeline timeline, final PrintStream out) {
        final String argument = words.length > 1 ? words[1] : "";
        final long played = timeline.playhead().played();
        final String command = words[0].toLowerCase(Locale.ROOT);
        switch (command) {
            case "n" -> timeline.toPlayed(played + number(argument, MOST_PACKETS));
            case "p" -> timeline.toPlayed(Math.max(0, played - number(argument, MOST_PACKETS)));
            case "t" -> toNextTrade(timeline, out);
            case "b" -> toTradeBefore(timeline, out);
            case "at" -> BooksAt.go("at", time(argument), timeline);
            case "+" -> timeline.toTime(nowNs(timeline) + number(argument, MOST_SECONDS) * NS_PER_SECOND);
            case "-" -> timeline.toTime(nowNs(timeline) - number(argument, MOST_SECONDS) * NS_PER_SECOND);
            case "seq" -> toSequence(argument, timeline);
            case "book" -> choose(argument, timeline);
            case "list" -> {
                list(timeline, out);
                return false;
            }
            default -> {
                HELP.forEach(out::println);
                return false;
            }
        }
        if (!HEARD.contains(command)) {
            // What was heard on the way there is not of there.
            trades = 0;
        }
        return true;
    }

    private static long nowNs(final Timeline timeline) {
        return Math.max(timeline.newestNs(), timeline.firstNs());
    }

    private static TimeText time(final String text) {
        if (text.isEmpty()) {
            throw new UsageException("at: say when, such as 21:46:13.5");
        }
        return TimeText.parse("at", text);
    }

    private static long number(final String text, final long most) {
        if (text.isEmpty()) {
            return 1;
        }
        if (!text.matches("\\d{1,12}") || Long.parseLong(text) > most) {
            throw new UsageException("'" + text + "' is no number up to " + most);
        }
        return Long.parseLong(text);
    }

    private static void toSequence(final String argument, final Timeline timeline) {
        final String[] words = argument.split("\\s+");
        if (words[0].isEmpty()) {
            throw new UsageException("seq: say which packet");
        }
        final int channels = timeline.playhead().channels().size();
        final long channel = number(words.length > 1 ? words[1] : "", Math.max(1, channels));
        timeline.toSequence((int) Math.max(0, channel - 1), number(words[0], MOST_PACKETS));
    }

    private void choose(final String name, final Timeline timeline) {
        final InstrumentChoice choice = InstrumentChoice.of(name.isEmpty() ? List.of() : List.of(name));
        if (!choice.isAll() && find(choice, timeline) == null) {
            throw new UsageException("book: there is no '" + name
                    + "' here; symbols are known where instruments are defined, SecurityIDs always");
        }
        chosen = choice;
    }

    private void toNextTrade(final Timeline timeline, final PrintStream out) {
        trades = 0;
        while (trades == 0 && !timeline.isAtEnd()) {
            timeline.next();
        }
        if (trades == 0) {
            out.println("no trade comes any more");
        }
    }

    /** Plays what is before, a stretch between noted places after the other, the nearest first, and notes where trades were. */
    private void toTradeBefore(final Timeline timeline, final PrintStream out) {
        final long here = timeline.playhead().played();
        long until = here - 1;
        while (until > 0) {
            final long from = timeline.placeBefore(until);
            final long found = lastTrade(timeline, from, until);
            if (found > 0) {
                timeline.toPlayed(found - 1);
                trades = 0;
                timeline.next();
                return;
            }
            until = from;
        }
        timeline.toPlayed(here);
        trades = 0;
        out.println("no trade was before");
    }

    /** Packets up to the last trade in a stretch; 0 when there was none. */
    private long lastTrade(final Timeline timeline, final long from, final long until) {
        timeline.toPlayed(from);
        long found = 0;
        while (timeline.playhead().played() < until) {
            trades = 0;
            timeline.next();
            found = trades > 0 ? timeline.playhead().played() : found;
        }
        return found;
    }

    private void show(final Timeline timeline, final PrintStream out) {
        final StringBuilder where = new StringBuilder();
        where.append(
                timeline.playhead().played() == 0
                        ? "before " + Times.utc(timeline.firstNs())
                        : Times.utc(timeline.newestNs()));
        where.append(String.format("  %,d played", timeline.playhead().played()));
        timeline.playhead()
                .channels()
                .forEach(channel -> where.append(
                        String.format("  packet %,d", channel.hash().digest().sequence())));
        if (timeline.isAtEnd()) {
            where.append("  the end");
        }
        out.println(where);
        if (trades > 0) {
            out.println("  " + lastTrade);
        }
        trades = 0;
        final InstrumentBook instrument =
                find(chosen.isAll() ? InstrumentChoice.of(List.of(String.valueOf(lastTraded))) : chosen, timeline);
        if (instrument != null) {
            out.println(BookText.head(instrument));
            BookText.ladder(instrument, depth).forEach(out::println);
        }
    }

    private static InstrumentBook find(final InstrumentChoice choice, final Timeline timeline) {
        for (final PlayedBooks channel : timeline.playhead().channels()) {
            final BookBuilder books = channel.books();
            for (int i = 0; i < books.instrumentCount(); i++) {
                if (choice.has(books.instrumentAt(i))) {
                    return books.instrumentAt(i);
                }
            }
        }
        return null;
    }

    private static void list(final Timeline timeline, final PrintStream out) {
        for (final PlayedBooks channel : timeline.playhead().channels()) {
            for (int i = 0; i < channel.books().instrumentCount(); i++) {
                out.println(BookText.line(channel.books().instrumentAt(i)));
            }
        }
    }

    /** One channel. */
    private final class Heard implements CapturePlayer.Listener {
        @Override
        public void onTrade(
                final InstrumentBook instrument,
                final long price,
                final long size,
                final int aggressorSide,
                final int action) {
            if (chosen.has(instrument)) {
                trades++;
                lastTrade = Steps.trade(instrument, price, size, aggressorSide, action);
                lastTraded = instrument.securityId();
            }
        }
    }
}
