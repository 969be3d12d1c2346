/**
 * A simulated exchange: price-time matching engines with a seeded order flow, and the publishers of its market data: incremental lines with loss,
 * snapshots, definitions, replay.
 */
package aether.venue;
