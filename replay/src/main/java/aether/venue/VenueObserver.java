package aether.venue;

import java.util.Set;

/** Sees the truth: what each match event of the venue changed, at once. */
@FunctionalInterface
public interface VenueObserver {
    /**
     * An event was published.
     *
     * @param touched the instruments whose books, or sequences, it changed
     * @param packet MsgSeqNum of the packet that closes it
     * @param message place of the closing message in that packet, from 0
     */
    void onEvent(Set<VenueInstrument> touched, long packet, int message);
}
