package aether.feed;

import aether.feed.sbe.SbeSchema;

/**
 * One venue's market data: everything in which it differs from others. What venues share (arbitration of lines, repair by late
 * packets, books and their states, queues, events, publication) asks these and nothing else.
 *
 * <p>Everything stateful is made anew by each call, for one channel and one thread.
 */
public interface VenueAdapter {
    /** Number of a channel of which nothing but its addresses is known, as in a capture. */
    int UNKNOWN_CHANNEL = 0;

    /** As in configurations and on the command line, such as {@code cme}. */
    String name();

    /** The project's own schema of the venue's messages; cold path. */
    SbeSchema schema();

    /** Packet header and whole-packet check. */
    PacketFramer framer(SbeSchema schema);

    /** Messages to market events. */
    PacketDecoder decoder(SbeSchema schema);

    /** What tools may ask of a packet. */
    PacketInspector inspector(SbeSchema schema);

    SequencePolicy sequencePolicy();

    /** Sessions of a channel, by its number or {@link #UNKNOWN_CHANNEL}. */
    SessionCalendar calendar(int channel);

    /** How its trade dates follow one another. */
    TradingDay tradingDay();

    BookPolicy bookPolicy();

    RecoveryPolicy recoveryPolicy();
}
