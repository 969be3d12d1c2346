package aether.feed;

/** Head of a snapshot of one instrument's book, by price or, in one or more chunks, by order. Reused: copy what you keep. */
public final class BookSnapshot {
    /** Trading status that was not given. */
    public static final int NO_STATUS = 255;

    private BookKind kind = BookKind.BY_PRICE;
    private int securityId;
    private long lastSequence;
    private long totalReports;
    private long rptSeq;
    private long transactTimeNs;
    private long chunks;
    private long chunk;
    private int priceExponent;
    private int tradingStatus;
    private long highLimit;
    private long lowLimit;
    private long maxVariation;

    /** For decoders: a new snapshot, everything else unknown. */
    public void start(final BookKind book, final int exponent) {
        kind = book;
        priceExponent = exponent;
        securityId = 0;
        lastSequence = 0;
        totalReports = 0;
        rptSeq = 0;
        transactTimeNs = 0;
        chunks = 1;
        chunk = 1;
        tradingStatus = NO_STATUS;
        highLimit = NullValue.PRICE;
        lowLimit = NullValue.PRICE;
        maxVariation = NullValue.PRICE;
    }

    /** By price, the snapshot has price levels and statistics; by order, orders. */
    public BookKind kind() {
        return kind;
    }

    public int securityId() {
        return securityId;
    }

    public BookSnapshot securityId(final int id) {
        securityId = id;
        return this;
    }

    /** LastMsgSeqNumProcessed: the incremental packet up to which everything is in the snapshot. */
    public long lastSequence() {
        return lastSequence;
    }

    public BookSnapshot lastSequence(final long sequence) {
        lastSequence = sequence;
        return this;
    }

    /** TotNumReports: messages of the whole loop. */
    public long totalReports() {
        return totalReports;
    }

    public BookSnapshot totalReports(final long reports) {
        totalReports = reports;
        return this;
    }

    /** RptSeq, or change, of the newest entry that is in the snapshot; 0 in snapshots by order, which have none. */
    public long rptSeq() {
        return rptSeq;
    }

    public BookSnapshot rptSeq(final long sequence) {
        rptSeq = sequence;
        return this;
    }

    /** When the snapshot was taken, nanoseconds since the epoch; 0 when it does not say. */
    public long transactTimeNs() {
        return transactTimeNs;
    }

    public BookSnapshot transactTimeNs(final long timeNs) {
        transactTimeNs = timeNs;
        return this;
    }

    /** NoChunks: messages that make up this instrument's snapshot by order. */
    public long chunks() {
        return chunks;
    }

    public BookSnapshot chunks(final long count) {
        chunks = count;
        return this;
    }

    /** CurrentChunk, from 1. */
    public long chunk() {
        return chunk;
    }

    public BookSnapshot chunk(final long number) {
        chunk = number;
        return this;
    }

    /** Power of ten of the price mantissas. */
    public int priceExponent() {
        return priceExponent;
    }

    /** MDSecurityTradingStatus, or {@link #NO_STATUS}. */
    public int tradingStatus() {
        return tradingStatus;
    }

    public BookSnapshot tradingStatus(final int status) {
        tradingStatus = status;
        return this;
    }

    /** Price limits, {@link NullValue#PRICE} when not given. */
    public long highLimit() {
        return highLimit;
    }

    public BookSnapshot highLimit(final long price) {
        highLimit = price;
        return this;
    }

    public long lowLimit() {
        return lowLimit;
    }

    public BookSnapshot lowLimit(final long price) {
        lowLimit = price;
        return this;
    }

    public long maxVariation() {
        return maxVariation;
    }

    public BookSnapshot maxVariation(final long variation) {
        maxVariation = variation;
        return this;
    }
}
