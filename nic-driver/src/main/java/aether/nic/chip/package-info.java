/**
 * Network cards that this process drives itself, seen from the driver: registers, memory that the device reaches, the bus, and the port that
 * keeps a card alive. No call into the kernel and no address: those are {@code aether.nic.vfio}'s, or the simulation's.
 */
package aether.nic.chip;
