package aether.desk;

import java.util.Arrays;

/** How far the owners of a log have applied it, each in the term that it has joined. */
final class PeerProgress {
    private static final long NONE = -1;

    private final long[] terms;
    private final long[] applied;

    PeerProgress(final int machines) {
        terms = new long[machines];
        applied = new long[machines];
        forget();
    }

    void forget() {
        Arrays.fill(terms, NONE);
        Arrays.fill(applied, NONE);
    }

    /** What a machine says. Word may come late: within a term, no machine goes back. */
    void heard(final int machine, final long term, final long position) {
        if (term > terms[machine]) {
            terms[machine] = term;
            applied[machine] = position;
        } else if (term == terms[machine]) {
            applied[machine] = Math.max(applied[machine], position);
        }
    }

    /** Up to where a majority has applied what that term has; -1 when none has joined it. */
    long ofMajority(final long term) {
        long best = NONE;
        for (int i = 0; i < terms.length; i++) {
            if (terms[i] == term && applied[i] > best && count(term, applied[i]) > terms.length / 2) {
                best = applied[i];
            }
        }
        return best;
    }

    /** Up to where all have applied what that term has; -1 when one of them has not joined it. */
    long ofAll(final long term) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < terms.length; i++) {
            least = Math.min(least, terms[i] == term ? applied[i] : NONE);
        }
        return least;
    }

    private int count(final long term, final long position) {
        int count = 0;
        for (int i = 0; i < terms.length; i++) {
            count += terms[i] == term && applied[i] >= position ? 1 : 0;
        }
        return count;
    }
}
