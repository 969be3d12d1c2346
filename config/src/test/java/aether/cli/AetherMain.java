package aether.cli;

/** The command line's main class, for tests that start it as a process. */
public final class AetherMain {
    /** Takes the words of the command line. */
    public static final Class<?> MAIN = AetherCommand.class;

    private AetherMain() {}
}
