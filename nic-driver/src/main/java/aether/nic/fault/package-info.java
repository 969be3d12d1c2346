/** Shipped faults: what a network does to frames, on demand and reproducible from a seed. */
package aether.nic.fault;
