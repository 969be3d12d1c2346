package aether.book;

/** MDEntryType (tag 269) of book entries. */
public final class EntryType {
    public static final byte BID = '0';
    public static final byte OFFER = '1';
    public static final byte IMPLIED_BID = 'E';
    public static final byte IMPLIED_OFFER = 'F';
    public static final byte SETTLEMENT = '6';
    public static final byte BOOK_RESET = 'J';

    private EntryType() {}

    /** Bid or offer, and not implied; in one comparison, since which of the two comes next is what no branch predictor knows. */
    static boolean isReal(final byte type) {
        return (type & ~1) == BID;
    }
}
