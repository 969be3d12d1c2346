/** From a packet to an order: what the path costs, in one thread or two. */
package aether.bench.trade;
