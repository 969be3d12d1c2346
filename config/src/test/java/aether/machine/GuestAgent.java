package aether.machine;

import aether.cli.MachineCommands;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.NicPort;
import aether.nic.vfio.VfioLaboratory;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The process in the guest: takes commands by its second serial line, and answers each with one line. */
public final class GuestAgent implements NicAgent.Hardware {
    private static final String LINE = "/dev/ttyS1";

    private final VfioLaboratory laboratory = new VfioLaboratory(NicAgent.SETTINGS);
    private final NicAgent agent = new NicAgent(this);

    public static void main(final String[] arguments) throws IOException {
        final GuestAgent guest = new GuestAgent();
        try (BufferedReader in =
                        new BufferedReader(new InputStreamReader(new FileInputStream(LINE), StandardCharsets.UTF_8));
                PrintStream out = new PrintStream(new FileOutputStream(LINE), true, StandardCharsets.UTF_8)) {
            out.println("HELLO " + Runtime.version());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                final String said = guest.obey(line.strip());
                out.println(said.replace('\n', '~').replace('\r', '~'));
                if ("quit".equals(line.strip())) {
                    System.exit(0);
                }
            }
        }
    }

    private String obey(final String line) throws IOException {
        final String[] words = line.split(" +");
        return switch (words[0]) {
            case "quit" -> "OK";
            case "time" -> "OK " + System.currentTimeMillis();
            case "pid" -> "OK " + ProcessHandle.current().pid();
            case "halt" -> {
                // As a kill would: nothing is closed.
                Runtime.getRuntime().halt(137);
                yield "";
            }
            case "cat" -> "OK " + Files.readString(Path.of(words[1])).strip();
            case "write" -> {
                final Path file = Files.writeString(Path.of(words[1]), line.split(" +", 3)[2].replace('~', '\n'));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                yield "OK";
            }
            case "aether" ->
                MachineCommands.run(line.substring(words[0].length()).strip().split(" +"));
            case "start" ->
                MachineCommands.start(line.substring(words[0].length()).strip().split(" +"));
            case "output" -> MachineCommands.output();
            case "ticks" -> "OK " + timerTicks();
            default -> agent.command(line);
        };
    }

    /** Timer interrupts so far, a number for each core. */
    private static String timerTicks() throws IOException {
        return Files.readAllLines(Path.of("/proc/interrupts")).stream()
                .filter(line -> line.strip().startsWith("LOC:"))
                .findFirst()
                .orElse("")
                .strip();
    }

    @Override
    public NicPort.Opener opener(final String address) {
        return laboratory.opener(address);
    }

    @Override
    public DmaAreas areas(final String address) {
        return laboratory.areas(address);
    }

    @Override
    public long physical(final String address) {
        return laboratory.physical(address);
    }

    @Override
    public void reset(final String address) {
        laboratory.reset(address);
    }

    @Override
    public void revoke(final String address) {
        laboratory.revoke(address);
    }
}
