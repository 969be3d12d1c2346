/** Tier 3: AF_PACKET, a ring of frames that the kernel copies into. Part of the trusted base. */
package aether.nic.packet;
