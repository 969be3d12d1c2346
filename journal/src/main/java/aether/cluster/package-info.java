/**
 * Puts the inputs of a core in one order on several machines, through Aeron Cluster: an input comes out when a majority has it. Bytes in, bytes out;
 * what they mean is their owner's business.
 */
package aether.cluster;
