/**
 * Network cards made of nothing but registers and rules, behind an IOMMU made of a table: the drivers of {@code aether.nic.chip} run on
 * them in every build, and no device can be as broken as these. Written from the manuals, not from the drivers.
 */
package aether.nic.simulated;
