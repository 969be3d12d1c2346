/** Memory that the kernel or a device shares with us: part of the trusted base. Others see bounds-checked views only. */
package aether.nic.memory;
