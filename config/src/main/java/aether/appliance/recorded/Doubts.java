package aether.appliance.recorded;

/** Hears of books that a recorded session stopped believing. */
@FunctionalInterface
public interface Doubts {
    /** {@code timeNs}: of the packet before, nanoseconds since the epoch. */
    void onDistrust(int securityId, long timeNs);
}
