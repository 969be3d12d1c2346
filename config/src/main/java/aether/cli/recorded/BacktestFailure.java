package aether.cli.recorded;

/** What a strategy threw, in one line: what, and where in its own code. */
final class BacktestFailure {
    private BacktestFailure() {}

    static String describe(final Throwable cause) {
        final StackTraceElement[] trace = cause.getStackTrace();
        return cause + (trace.length == 0 ? "" : ", at " + trace[0]);
    }
}
