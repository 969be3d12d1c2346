package aether.appliance;

/** The product's commands, for an agent on another machine. */
public final class MachineCommands {
    private MachineCommands() {}

    /** Runs one in this process: its exit code and what it said. */
    public static String run(final String... words) {
        final CommandLine result = CommandLine.run((Object[]) words);
        return "OK exit=" + result.exitCode() + "\n" + result.out() + result.err();
    }
}
