package aether.journal;

/** What happens when the tap is full because the writer cannot keep up. Market data is never held back. */
public enum TapPolicy {
    /** The desk stops: {@link JournalTap#isHalted()} turns true and stays so. */
    HALT,
    /** Records are dropped and counted, and the journal says how many are missing and where. */
    DROP_AND_MARK
}
