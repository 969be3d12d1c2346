package aether.nic.chip;

/**
 * The memory of one card, in three parts, so that the IOMMU can hold each to its purpose.
 *
 * @param rings descriptors: both sides read and write
 * @param receive frames that came: the device writes
 * @param transmit frames that are to leave: the device reads, and can do no more
 */
public record DmaAreas(Dma rings, Dma receive, Dma transmit) {
    /**
     * How much a driver wants.
     *
     * @param rings bytes
     * @param receive bytes
     * @param transmit bytes
     */
    public record Sizes(int rings, int receive, int transmit) {}
}
