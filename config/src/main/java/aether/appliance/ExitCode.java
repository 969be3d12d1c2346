package aether.appliance;

/** Exit codes of every command. */
final class ExitCode {
    static final int OK = 0;
    /** A check or comparison failed. */
    static final int FAILED = 1;
    /** Wrong use, or input that cannot be used. */
    static final int USAGE = 2;
    /** Our own fault. */
    static final int INTERNAL = 3;

    private ExitCode() {}
}
