/**
 * Downcalls into the C library of Linux, nothing else: part of the trusted base. Every function returns what the kernel said, a
 * negative error number included; what an error means to a user is said by the transports.
 */
package aether.nic.sys;
