package aether.feed;

/** All that can be told of a channel: what the wire says, books as they are, and what was lost. */
public interface MarketEvents extends WireEvents, SnapshotEvents, ChannelEvents {}
