/** Drivers of Intel's Ethernet controllers, by their data sheets. */
package aether.nic.chip.intel;
