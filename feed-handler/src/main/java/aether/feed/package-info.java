/**
 * From frames to sequenced, decoded market events: line arbitration, gap bookkeeping, and the interfaces that a venue
 * adapter implements ({@link aether.feed.PacketFramer}, {@link aether.feed.PacketDecoder}) or feeds
 * ({@link aether.feed.MarketEvents}).
 */
package aether.feed;
