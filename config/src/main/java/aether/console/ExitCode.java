package aether.console;

/** Exit codes of every command. */
public final class ExitCode {
    public static final int OK = 0;
    /** A check or comparison failed. */
    public static final int FAILED = 1;
    /** Wrong use, or input that cannot be used. */
    public static final int USAGE = 2;
    /** Our own fault. */
    public static final int INTERNAL = 3;

    private ExitCode() {}
}
