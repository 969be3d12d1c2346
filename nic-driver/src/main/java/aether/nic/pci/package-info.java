/** The machine's network cards as its files under /sys show them, and which driver has them. */
package aether.nic.pci;
