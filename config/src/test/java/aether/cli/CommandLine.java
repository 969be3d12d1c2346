package aether.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs a command in this process and keeps what it said. Tests that use it run one at a time. */
public record CommandLine(int exitCode, String out, String err) {
    public static CommandLine run(final Object... words) {
        return execute(new AetherCommand(), words);
    }

    static CommandLine execute(final Object command, final Object... words) {
        final PrintStream outBefore = System.out;
        final PrintStream errBefore = System.err;
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            final String[] args = new String[words.length];
            for (int i = 0; i < words.length; i++) {
                args[i] = words[i].toString();
            }
            final int code = AetherCommand.execute(command, args);
            return new CommandLine(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }
}
