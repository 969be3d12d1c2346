package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The command line, for tests of other packages. */
public final class AetherMain {
    /** Takes its words, as a process. */
    public static final Class<?> MAIN = AetherCommand.class;

    private AetherMain() {}

    /** What it says, with this exit code. */
    public static String say(final int exitCode, final Object... words) {
        final CommandLine line = CommandLine.run(words);
        assertEquals(exitCode, line.exitCode(), () -> line.out() + line.err());
        return line.out() + line.err();
    }
}
