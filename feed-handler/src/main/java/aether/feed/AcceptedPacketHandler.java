package aether.feed;

/** Receives each packet once, in sequence, after arbitration: what is journaled, and where replay comes in. */
@FunctionalInterface
public interface AcceptedPacketHandler {
    /** One whole packet; it is valid during the call only. */
    void onPacket(AcceptedPacket packet);
}
