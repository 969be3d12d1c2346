/**
 * A simulated exchange: a price-time matching engine with a seeded order flow, and the publisher of its market data. The
 * beginning of it: definitions, trades and books by price on two lines with loss.
 */
package aether.venue;
