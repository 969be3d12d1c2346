package aether.cli;

import aether.cluster.ClusterException;
import aether.config.ConfigException;
import aether.console.ExitCode;
import aether.console.UsageException;
import aether.dbn.DbnException;
import aether.feed.sbe.SchemaException;
import aether.journal.JournalException;
import aether.nic.TransportException;
import aether.nic.pcap.CaptureException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Every failure as one line: what, where, what to do. A fault of our own leaves a report. */
final class Failures {
    private Failures() {}

    static int onWrongUse(final ParameterException e, final String[] args) {
        final CommandLine command = e.getCommandLine();
        System.err.println("aether: " + firstLine(e.getMessage()) + "; see '"
                + command.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }

    static int onException(final Exception e, final CommandLine command, final ParseResult parsed) {
        final Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        if (cause instanceof UsageException
                || cause instanceof ConfigException
                || cause instanceof CaptureException
                || cause instanceof DbnException
                || cause instanceof JournalException
                || cause instanceof TransportException
                || cause instanceof ClusterException
                || cause instanceof SchemaException) {
            System.err.println("aether: " + firstLine(cause.getMessage()));
            return ExitCode.USAGE;
        }
        return internal(cause);
    }

    /** What no command expects: a fault of ours, or the JVM's. */
    static int onError(final Error e) {
        return internal(e);
    }

    private static int internal(final Throwable cause) {
        System.err.println("aether: internal fault: " + firstLine(String.valueOf(cause)) + "; the report is in "
                + writeReport(cause));
        return ExitCode.INTERNAL;
    }

    private static String firstLine(final String message) {
        return message == null ? "unknown" : message.lines().findFirst().orElse("unknown");
    }

    private static String writeReport(final Throwable e) {
        try {
            final Path report = Files.createTempFile("aether-fault-", ".txt");
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(report))) {
                writer.println("java " + java.lang.Runtime.version());
                e.printStackTrace(writer);
            }
            return report.toString();
        } catch (final IOException unwritable) {
            return "no file: " + unwritable.getMessage();
        }
    }
}
