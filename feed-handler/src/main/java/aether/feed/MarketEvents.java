package aether.feed;

/** All events of a channel: those on the wire, snapshots of books, and losses. */
public interface MarketEvents extends WireEvents, SnapshotEvents, ChannelEvents {}
