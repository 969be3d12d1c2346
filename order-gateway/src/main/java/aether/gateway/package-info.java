/**
 * The order plane: strategies, and the deterministic core that turns their intents, the venue's messages, time and operator
 * commands into orders. Everything that comes in is bytes that a journal holds; the same bytes give the same orders.
 */
package aether.gateway;
