package aether.appliance;

/** The venues that this build knows. */
final class Venues {
    private Venues() {}

    static void require(final String name) {
        if (!"cme".equals(name)) {
            throw new UsageException("--venue: unknown venue '" + name + "'; known: cme");
        }
    }
}
