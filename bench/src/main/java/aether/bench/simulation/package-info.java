/**
 * Three machines that trade as one, and their exchange, in virtual time: one thread, one seed. The order plane, its connections, the feed and the exchange are the
 * product's own; clock, network, disk and the log's engine are simulated.
 */
package aether.bench.simulation;
