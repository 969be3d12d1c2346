package aether.machine;

/** A machine with two cards that the product drives: emulated by QEMU, with a kernel, an IOMMU and a process of its own, or simulated in this one. */
interface Machine extends AutoCloseable {
    /** Has the agent beside the cards do something, and returns what it says: {@code OK ...} or {@code ERR ...}. */
    String command(String line);

    /** A frame comes in by the wire of a card. */
    void inject(int card, byte[] frame);

    /** The next frame that leaves by the wire of a card; null when none does within {@code mostMs}. */
    byte[] receive(int card, long mostMs);

    /** Pulls the cable, or puts it in. */
    void link(int card, boolean isUp);

    /** How many accesses to memory the IOMMU has refused so far. */
    long faults();

    /** Where the card is. */
    String address(int card);

    @Override
    void close();
}
