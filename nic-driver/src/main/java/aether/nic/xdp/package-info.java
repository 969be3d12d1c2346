/** Tier 2: AF_XDP, frames in memory shared with the kernel, in front of its network stack. Part of the trusted base. */
package aether.nic.xdp;
