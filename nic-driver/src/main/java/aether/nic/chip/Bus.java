package aether.nic.chip;

/** The bus that a card is on, for setting up and for trouble; never on the path of a frame. */
public interface Bus extends AutoCloseable {
    /** For people: {@code 0000:01:00.0}. */
    String name();

    /** The registers behind a base address register, 0 to 5. */
    Registers bar(int index);

    /** Reads configuration space; {@code width} is 1, 2 or 4. */
    int config(int offset, int width);

    /** Whether the card answers at all. */
    boolean isPresent();

    /** Whether it may use its registers (memory decoding). */
    void decode(boolean isOn);

    /** Whether it may reach memory (bus mastering). */
    void master(boolean isOn);

    /**
     * Resets the card from outside. That this succeeds does not mean that the card was reset: see {@link Chip#isMarked}.
     *
     * @return how it was done, or why it was not
     */
    String reset();

    /** What the bus says is wrong, and forgets it: an error was signalled, the card is to be taken out; {@link Trouble#NONE} else. */
    default Trouble signalled() {
        return Trouble.NONE;
    }

    /** Lets the card go. */
    @Override
    void close();
}
