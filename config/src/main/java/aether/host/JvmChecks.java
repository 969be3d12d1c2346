package aether.host;

import java.util.List;

/** Whether this JVM was started as an appliance should be. */
final class JvmChecks {
    private static final int LEAST_VERSION = 25;
    private static final String TRUSTED = "aether.nic";

    private final int version;
    private final List<String> arguments;

    /** {@code arguments} are those of the JVM, in order. */
    JvmChecks(final int version, final List<String> arguments) {
        this.version = version;
        this.arguments = arguments;
    }

    List<HostItem> all() {
        return List.of(version(), heap(), touched(), collector(), nativeAccess());
    }

    private HostItem version() {
        return version >= LEAST_VERSION
                ? HostItem.pass("java", String.valueOf(version))
                : HostItem.fail(
                        "java", String.valueOf(version), "the appliance needs " + LEAST_VERSION, "install JDK 25");
    }

    private String last(final String prefix) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(prefix))
                .reduce((first, second) -> second)
                .map(argument -> argument.substring(prefix.length()))
                .orElse(null);
    }

    private HostItem heap() {
        final String least = last("-Xms");
        final String most = last("-Xmx");
        return least != null && least.equals(most)
                ? HostItem.pass("heap", "fixed at " + most)
                : HostItem.warn(
                        "heap",
                        "from " + least + " to " + most,
                        "a heap that grows asks the kernel for memory while trading",
                        "AETHER_JAVA_OPTS=\"-Xms2g -Xmx2g\"");
    }

    private HostItem touched() {
        return arguments.contains("-XX:+AlwaysPreTouch")
                ? HostItem.pass("pre_touch", "on")
                : HostItem.warn(
                        "pre_touch",
                        "off",
                        "the first use of each page of the heap costs a fault",
                        "AETHER_JAVA_OPTS=\"-XX:+AlwaysPreTouch\"");
    }

    private HostItem collector() {
        for (final String collector : List.of("Parallel", "Epsilon", "Serial")) {
            if (arguments.contains("-XX:+Use" + collector + "GC")) {
                return HostItem.pass("collector", collector);
            }
        }
        return HostItem.warn(
                "collector",
                "one with barriers",
                "each store of a reference costs more, though nothing is ever collected",
                "AETHER_JAVA_OPTS=-XX:+UseParallelGC");
    }

    private HostItem nativeAccess() {
        final String granted = last("--enable-native-access=");
        return TRUSTED.equals(granted) && "deny".equals(last("--illegal-native-access="))
                ? HostItem.pass("native_access", granted + " alone")
                : HostItem.warn(
                        "native_access",
                        granted == null ? "every module, with a warning" : granted,
                        "a mistake outside the NIC driver could destroy memory",
                        "start it with the launcher 'aether', which grants it to " + TRUSTED + " alone");
    }
}
