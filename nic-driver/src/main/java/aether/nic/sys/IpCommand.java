package aether.nic.sys;

import aether.nic.TransportException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The {@code ip} of iproute2, in the calling thread's network namespace. */
final class IpCommand {
    private IpCommand() {}

    static String run(final String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        final Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (final IOException e) {
            throw new TransportException("no 'ip' command; install iproute2", e);
        }
        final String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new TransportException(String.join(" ", command) + ": " + said);
        }
        return said;
    }
}
