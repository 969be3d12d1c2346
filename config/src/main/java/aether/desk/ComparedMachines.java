package aether.desk;

import aether.book.BookBuilder;
import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.cluster.Peers;
import aether.desk.ComparedBook.Verdict;
import aether.feed.BookKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntArrayList;

/**
 * What this machine says to the others and hears of them: what books they build of the same feed, what time they have, and how far they have applied the log. A live book is a function of its instrument's sequence (RptSeq): after every 32nd entry each says
 * what it has come to. On the feed's thread; allocates for an instrument that it has not compared yet.
 *
 * <p>A machine whose book is another than that of most does not believe it any more. Where two differ and nobody else says which is right, neither does.
 */
final class ComparedMachines implements BookListener, PeerWord.Handler {
    private static final int SHIFT = 5;
    private static final long SAY_EVERY_NS = 10_000_000L;
    private static final long SAY_AT_LEAST_EVERY_NS = 50_000_000L;
    private static final long REST_EVERY_NS = 200_000_000L;
    private static final long PATIENCE_NS = 1_000_000_000L;
    private static final long LATE_NS = 20_000_000L;
    private static final int MOST_DOUBTS = 64;
    private static final int AT_REST = 4;
    private static final BookKind[] KINDS = BookKind.values();

    /** What is to be done about it; between packets. */
    interface Duties {
        /** The books of an instrument are wrong. */
        void onDistrust(int securityId);

        /** Most machines have another book than this one: it is no good as the leader. */
        void onWrong();
    }

    /** One instrument: how far it had been, and its two books. */
    private static final class Instrument {
        private final ComparedBook[] books = new ComparedBook[KINDS.length];
        private long lastRptSeq = -1;

        private Instrument(final int securityId, final int own, final int machines) {
            Arrays.setAll(books, kind -> new ComparedBook(securityId, own, machines));
        }

        /** Whether that is behind a place at which all say what they have. */
        private boolean goesOn(final long rptSeq) {
            if (rptSeq < lastRptSeq) {
                // The sequence has started over: what was at these places before is another book.
                restart();
            }
            final boolean isPlace = rptSeq >> SHIFT != lastRptSeq >> SHIFT && lastRptSeq >= 0;
            lastRptSeq = rptSeq;
            return isPlace;
        }

        private void restart() {
            lastRptSeq = -1;
            for (final ComparedBook book : books) {
                book.restart();
            }
        }
    }

    private final int own;
    private final Duties duties;
    private final Int2ObjectHashMap<Instrument> instruments = new Int2ObjectHashMap<>();
    private final IntArrayList doubts = new IntArrayList(MOST_DOUBTS, Integer.MIN_VALUE);
    private final List<ComparedBook> disputes = new ArrayList<>(MOST_DOUBTS);
    private final PeerWord word = new PeerWord();
    private final PeerClocks clocks;
    private final PeerProgress progress;
    private final int machines;
    private final Peers.Listener onWord = this::onWord;
    private Peers peers;
    private BookBuilder books;
    private long saidNs;
    private long saidTerm = -1;
    private long saidPosition = -1;
    private long restedNs;
    private long nowNs;
    private int nextAtRest;
    private long polledNs;
    /** Whether what is heard now may have waited. */
    private boolean isLate;

    private boolean isWrong;
    private volatile long appliedByAll = -1;
    private volatile long compared;
    private volatile long differences;
    private volatile long unsaid;

    /** {@code own} is this machine's place among so many. */
    ComparedMachines(final int own, final int machines, final Duties duties) {
        this.own = own;
        this.machines = machines;
        this.duties = duties;
        progress = new PeerProgress(machines);
        clocks = new PeerClocks(machines);
    }

    /** From here on, others can be heard; {@code ofThis} are the books that this machine builds. */
    void join(final Peers value, final BookBuilder ofThis) {
        peers = value;
        books = ofThis;
        progress.forget();
        saidTerm = -1;
        appliedByAll = -1;
        clocks.forget();
    }

    /** Nobody can be heard any more. */
    void part() {
        peers = null;
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        if (peers == null || instrument.state() != BookState.LIVE) {
            return;
        }
        final Instrument known = instrument(instrument.securityId());
        if (known.goesOn(instrument.rptSeq())) {
            say(instrument, known, BookKind.BY_PRICE);
            if (instrument.orderState() == BookState.LIVE
                    && instrument.orderSequence() < event.message().packetSequence()) {
                say(instrument, known, BookKind.BY_ORDER);
            }
        }
    }

    private Instrument instrument(final int securityId) {
        final Instrument known = instruments.get(securityId);
        if (known != null) {
            return known;
        }
        final Instrument fresh = new Instrument(securityId, own, machines);
        instruments.put(securityId, fresh);
        return fresh;
    }

    private void say(final InstrumentBook instrument, final Instrument known, final BookKind kind) {
        final long hash = instrument.hashOf(kind);
        if (!word.add(instrument.securityId(), kind, instrument.rptSeq(), hash)) {
            unsaid++;
        }
        judge(known.books[kind.ordinal()], own, instrument.rptSeq(), hash);
    }

    private void judge(final ComparedBook book, final int member, final long rptSeq, final long hash) {
        final Verdict verdict = book.add(member, rptSeq, hash, nowNs);
        compared += verdict == Verdict.EQUAL ? 1 : 0;
        if (verdict == Verdict.WRONG) {
            isWrong = true;
            doubt(book);
        } else if (verdict == Verdict.DISPUTED && disputes.size() < MOST_DOUBTS && !disputes.contains(book)) {
            disputes.add(book);
        }
    }

    /** Not at once: this may be in the middle of an event. */
    private void doubt(final ComparedBook book) {
        if (doubts.size() < MOST_DOUBTS && !doubts.containsInt(book.securityId())) {
            doubts.addInt(book.securityId());
        }
    }

    /**
     * What others have said, and what is to be said; between packets.
     *
     * @param timeNs this machine's clock
     * @param term that it has joined
     * @param position in the log up to which it has applied that
     */
    int poll(final long timeNs, final long term, final long position) {
        nowNs = timeNs;
        if (peers == null) {
            return 0;
        }
        isLate |= timeNs - polledNs > LATE_NS;
        polledNs = timeNs;
        final int work = peers.poll(onWord);
        isLate &= work > 0;
        final long sinceNs = timeNs - saidNs;
        // A clock that was set back must not make it mute.
        final boolean isFurther = term != saidTerm || position != saidPosition;
        if (isFurther
                || sinceNs >= SAY_AT_LEAST_EVERY_NS
                || sinceNs < 0
                || !word.isEmpty() && sinceNs >= SAY_EVERY_NS) {
            saidNs = timeNs;
            saidTerm = term;
            saidPosition = position;
            progress.heard(own, term, position);
            word.progress(term, position);
            appliedByAll = progress.ofAll(term);
            if (timeNs - restedNs >= REST_EVERY_NS || timeNs < restedNs) {
                restedNs = timeNs;
                sayAtRest();
            }
            if (!word.say(peers, own, timeNs)) {
                unsaid++;
            }
        }
        decide();
        distrust();
        return work;
    }

    /** A few, in turn: where nothing happens any more, all are at the same place, and one that came there by a snapshot hears of no entry. */
    private void sayAtRest() {
        for (int i = 0; i < Math.min(AT_REST, books.instrumentCount()); i++) {
            nextAtRest = (nextAtRest + 1) % books.instrumentCount();
            final InstrumentBook instrument = books.instrumentAt(nextAtRest);
            if (instrument.state() == BookState.LIVE) {
                final Instrument known = instrument(instrument.securityId());
                known.goesOn(instrument.rptSeq());
                say(instrument, known, BookKind.BY_PRICE);
            }
        }
    }

    /** Where nobody has said which of two is right. */
    private void decide() {
        for (int i = disputes.size() - 1; i >= 0; i--) {
            final ComparedBook book = disputes.get(i);
            if (book.isUndecided(nowNs, PATIENCE_NS)) {
                doubt(book);
            }
            if (!book.isDisputed() || book.isUndecided(nowNs, PATIENCE_NS)) {
                disputes.remove(i);
            }
        }
    }

    private void distrust() {
        for (int i = 0; i < doubts.size(); i++) {
            final int securityId = doubts.getInt(i);
            final Instrument instrument = instruments.get(securityId);
            instrument.restart();
            differences++;
            duties.onDistrust(securityId);
        }
        doubts.clear();
        if (isWrong) {
            isWrong = false;
            duties.onWrong();
        }
    }

    private void onWord(final DirectBuffer buffer, final int offset, final int length) {
        PeerWord.read(buffer, offset, length, this);
    }

    @Override
    public void onClock(final int member, final long theirNs) {
        if (isOther(member) && !isLate) {
            clocks.heard(member, theirNs, nowNs);
        }
    }

    @Override
    public void onProgress(final int member, final long term, final long position) {
        if (isOther(member)) {
            progress.heard(member, term, position);
        }
    }

    /** In the log, up to where the owners of a majority have applied what a term has; -1 when they have not joined it. */
    long appliedByMajority(final long term) {
        return progress.ofMajority(term);
    }

    /** In the log, up to where all machines have said that they have applied it; -1 when one of them is not there. Read by any thread. */
    long appliedByAll() {
        return appliedByAll;
    }

    @Override
    public void onPoint(
            final int member, final int securityId, final BookKind kind, final long rptSeq, final long hash) {
        final Instrument known = instruments.get(securityId);
        if (known != null && isOther(member) && rptSeq >= 0) {
            judge(known.books[kind.ordinal()], member, rptSeq, hash);
        }
    }

    private boolean isOther(final int member) {
        return member >= 0 && member < machines && member != own;
    }

    /** The other machines' clocks. */
    PeerClocks clocks() {
        return clocks;
    }

    /** Places at which another machine had the same book. */
    long compared() {
        return compared;
    }

    /** Times that a book of this machine was not believed any more. */
    long differences() {
        return differences;
    }

    /** What could not be said to the others: too much at once, or nobody took it. */
    long unsaid() {
        return unsaid;
    }
}
