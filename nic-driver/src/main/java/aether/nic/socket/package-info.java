/** Tier 4: kernel UDP sockets. Runs on any machine without privileges; the embedded default. */
package aether.nic.socket;
