/**
 * Devices that the kernel hands to this process, registers and memory behind an IOMMU: part of the trusted base. Source: the kernel's
 * Documentation/driver-api/vfio.rst and linux/vfio.h.
 */
package aether.nic.vfio;
