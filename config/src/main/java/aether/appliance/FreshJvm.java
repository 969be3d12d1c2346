package aether.appliance;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM of its own, with the flags and the class path of this one. */
public final class FreshJvm {
    private FreshJvm() {}

    /** To be started; {@code flags} are added to those of this JVM. */
    public static List<String> command(final List<String> flags, final Class<?> main, final String... arguments) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--")
                        || argument.startsWith("-Dchronicle")
                        || argument.startsWith("-Djava.net"))
                .forEach(command::add);
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
