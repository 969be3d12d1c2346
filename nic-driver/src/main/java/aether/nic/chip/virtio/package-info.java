/** The network card of virtual machines. Source: Virtual I/O Device (VIRTIO) Version 1.2, OASIS. */
package aether.nic.chip.virtio;
