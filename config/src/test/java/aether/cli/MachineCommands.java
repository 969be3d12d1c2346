package aether.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The product's commands, for an agent on another machine. */
public final class MachineCommands {
    private static final ByteArrayOutputStream SAID = new ByteArrayOutputStream();
    private static volatile int exitCode;
    private static volatile Thread running;

    private MachineCommands() {}

    /** Runs one in this process: its exit code and what it said. */
    public static String run(final String... words) {
        final CommandLine result = CommandLine.run((Object[]) words);
        return "OK exit=" + result.exitCode() + "\n" + result.out() + result.err();
    }

    /** Starts one that goes on. */
    public static String start(final String... words) {
        SAID.reset();
        final PrintStream said = new PrintStream(SAID, true, StandardCharsets.UTF_8);
        System.setOut(said);
        System.setErr(said);
        running = new Thread(() -> exitCode = AetherCommand.execute(new AetherCommand(), words), "command");
        running.start();
        return "OK";
    }

    /** What it has said so far, and its exit code when it is over. */
    public static String output() {
        return "OK " + (running.isAlive() ? "goes on" : "exit=" + exitCode) + "\n"
                + SAID.toString(StandardCharsets.UTF_8);
    }
}
