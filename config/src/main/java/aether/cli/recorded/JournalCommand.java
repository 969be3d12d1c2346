package aether.cli.recorded;

import aether.console.ExitCode;
import aether.console.Sizes;
import aether.console.Times;
import aether.console.UsageException;
import aether.journal.JournalContext;
import aether.journal.JournalReader;
import aether.journal.JournalReport;
import aether.journal.JournalSalvage;
import aether.journal.JournalSessions;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.session.OrderSessions;
import aether.session.RecordText;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether journal ls|stat|verify|tail|recover|salvage|purge|diff}. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        subcommands = {JournalPurgeCommand.class, JournalDiffCommand.class},
        description = "Shows what is in a journal, and whether it is whole.",
        footer = {
            "",
            "Example: aether journal ls journal-data",
            "         aether journal verify journal-data/20261121-013000-000"
        })
public final class JournalCommand {
    /** Where builds before the record of its own said how a session was received: the last line of its configuration. */
    private static final String RECEIVED_BY = "\n# received by ";

    private static final int HEAD = 16;
    private static final String DIR = "A session's directory, or one with sessions below it.";

    @Command(
            name = "ls",
            mixinStandardHelpOptions = true,
            description = "Lists the sessions of a directory.",
            footer = {"", "Example: aether journal ls journal-data"})
    int ls(@Parameters(paramLabel = "DIR", description = DIR) final Path directory) {
        final List<Path> sessions = JournalSessions.list(directory);
        if (sessions.isEmpty()) {
            System.out.println("no sessions in " + directory);
        }
        for (final Path session : sessions) {
            final JournalReport report = JournalReport.of(session);
            System.out.printf(
                    "%s  %,d records  %s  %s to %s  %s%n",
                    session,
                    report.records(),
                    Sizes.bytes(report.bytes()),
                    Times.utc(report.firstTimeNs()),
                    Times.utc(report.lastTimeNs()),
                    condition(session, report));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "stat",
            mixinStandardHelpOptions = true,
            description = "Counts the records of a session by type.",
            footer = {"", "Example: aether journal stat journal-data/20261121-013000-000"})
    int stat(@Parameters(paramLabel = "DIR", description = DIR) final Path directory) {
        for (final Path session : sessions(directory)) {
            print(session, JournalReport.of(session));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Checks every record: length, checksum, input sequence, hash chain.",
                "Exit code 1 when a record is damaged."
            },
            footer = {"", "Example: aether journal verify journal-data"})
    int verify(@Parameters(paramLabel = "DIR", description = DIR) final Path directory) {
        boolean areSound = true;
        for (final Path session : sessions(directory)) {
            final JournalReport report = JournalReport.of(session);
            areSound &= report.isSound();
            System.out.printf("%s: %s, %,d records%n", session, condition(session, report), report.records());
        }
        return areSound ? ExitCode.OK : ExitCode.FAILED;
    }

    @Command(
            name = "tail",
            mixinStandardHelpOptions = true,
            description = "Prints the last records of a session.",
            footer = {"", "Example: aether journal tail journal-data/20261121-013000-000 -n 20"})
    int tail(
            @Parameters(paramLabel = "DIR", description = "A session's directory.") final Path directory,
            @Option(
                            names = "-n",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "Number of records (default: 10).")
                    final int count) {
        if (count < 1 || count > 1_000_000) {
            throw new UsageException("-n: give 1 to 1000000, not " + count);
        }
        final Deque<String> last = new ArrayDeque<>();
        try (JournalReader reader = JournalReader.open(directory)) {
            while (reader.next() == JournalReader.Step.RECORD) {
                if (last.size() == count) {
                    last.removeFirst();
                }
                last.addLast(RecordText.of(reader));
            }
            last.forEach(System.out::println);
            if (reader.damage() != null) {
                System.err.println("aether: " + reader.damage());
                return ExitCode.FAILED;
            }
        }
        return ExitCode.OK;
    }

    @Command(
            name = "recover",
            mixinStandardHelpOptions = true,
            description = {
                "Appends what a killed process left in the tap of its session.",
                "Only for a session that no process is writing any more."
            },
            footer = {"", "Example: aether journal recover journal-data/20261121-013000-000"})
    int recover(@Parameters(paramLabel = "DIR", description = "A session's directory.") final Path directory) {
        final long records =
                JournalWriter.recover(new JournalContext().directory(directory).conclude());
        System.out.printf("%s: %,d records appended%n", directory, records);
        return ExitCode.OK;
    }

    @Command(
            name = "salvage",
            mixinStandardHelpOptions = true,
            description = {
                "Keeps what is whole of a session that was being written when the machine lost power: every record is checked and copied, up to "
                        + "the first that is not whole, into a session of its own beside the old one, which stays as it is.",
                "What was sent last may be in neither. Settle the orders with the venue first: the next start goes on from what was kept, with the "
                        + "kill switch thrown (aether rearm)."
            },
            footer = {"", "Example: aether journal salvage journal-data/20261121-013000-000"})
    int salvage(@Parameters(paramLabel = "DIR", description = "A session's directory.") final Path directory) {
        final JournalSalvage kept = OrderSessions.salvage(directory);
        System.out.printf(
                "%s: %,d records kept, the last of %s%n", kept.session(), kept.records(), Times.utc(kept.lastTimeNs()));
        if (kept.damage() != null) {
            System.out.println("  behind it   " + kept.damage());
        }
        if (kept.leftInTap() > 0) {
            System.out.printf("  in the tap  %s, which has no checksum and was left%n", Sizes.bytes(kept.leftInTap()));
        }
        return ExitCode.OK;
    }

    private static List<Path> sessions(final Path directory) {
        final List<Path> sessions = JournalSessions.list(directory);
        if (sessions.isEmpty()) {
            throw new UsageException(directory + ": holds no journal session");
        }
        return sessions;
    }

    private static void print(final Path session, final JournalReport report) {
        System.out.println(session);
        System.out.printf("  condition   %s%n", condition(session, report));
        System.out.printf("  records     %,d, %s%n", report.records(), Sizes.bytes(report.bytes()));
        System.out.printf("  first       %s%n", Times.utc(report.firstTimeNs()));
        System.out.printf("  last        %s%n", Times.utc(report.lastTimeNs()));
        final String reception = reception(session);
        if (!reception.isEmpty()) {
            System.out.printf("  received by %s%n", reception);
        }
        for (final Map.Entry<RecordType, Long> entry : report.byType().entrySet()) {
            System.out.printf("  %-14s %,d%n", entry.getKey().name().toLowerCase(Locale.ROOT), entry.getValue());
        }
    }

    /** By which transport, and whose clock the receive times are of; empty where that is not recorded. */
    private static String reception(final Path session) {
        try (JournalReader reader = JournalReader.open(session)) {
            for (int i = 0; i < HEAD && reader.next() == JournalReader.Step.RECORD; i++) {
                if (reader.type() == RecordType.RECEPTION) {
                    return text(reader);
                }
                if (reader.type() == RecordType.CONFIGURATION && text(reader).contains(RECEIVED_BY)) {
                    return text(reader).split(RECEIVED_BY, 2)[1].strip();
                }
            }
        }
        return "";
    }

    private static String text(final JournalReader reader) {
        return reader.buffer().getStringWithoutLengthUtf8(reader.payloadOffset(), reader.payloadLength());
    }

    private static String condition(final Path session, final JournalReport report) {
        if (!report.isSound()) {
            return "DAMAGED: " + report.damage();
        }
        final List<String> remarks = new ArrayList<>();
        if (JournalSessions.isInDoubt(session)) {
            remarks.add("IN DOUBT: " + JournalWriter.IN_DOUBT + "; what is here is whole, the end may be missing");
        }
        if (report.missing() > 0) {
            remarks.add(String.format("%,d records missing, the tap was full", report.missing()));
        }
        if (report.unwritten() > 0) {
            remarks.add(Sizes.bytes(report.unwritten()) + " still in the tap (aether journal recover)");
        }
        if (!report.endedInOrder()) {
            remarks.add("not ended in order, or still running");
        }
        return remarks.isEmpty() ? "whole" : "whole; " + remarks.stream().collect(Collectors.joining("; "));
    }
}
