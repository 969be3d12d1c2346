package aether.desk;

import java.util.Arrays;

/** One book of an instrument as all machines have built it, and which of them is wrong. */
final class ComparedBook {
    private static final long NO_DISPUTE = -1;

    /** What the others' books say of this machine's. */
    enum Verdict {
        /** Nothing that is new. */
        NONE,
        /** Another has the same. */
        EQUAL,
        /** Most machines have something else, and all the same. */
        WRONG,
        /** Another has something else; who is wrong is not known yet. */
        DISPUTED
    }

    private final int securityId;
    private final int own;
    private final BookPoints[] points;
    private long disputedSinceNs = NO_DISPUTE;

    ComparedBook(final int securityId, final int own, final int machines) {
        this.securityId = securityId;
        this.own = own;
        points = new BookPoints[machines];
        Arrays.setAll(points, any -> new BookPoints());
    }

    int securityId() {
        return securityId;
    }

    /** A machine's book at a place. */
    Verdict add(final int machine, final long rptSeq, final long hash, final long nowNs) {
        points[machine].add(rptSeq, hash);
        if (!points[own].has(rptSeq)) {
            return Verdict.NONE;
        }
        final long mine = points[own].hash(rptSeq);
        int equal = 0;
        int other = 0;
        for (int i = 0; i < points.length; i++) {
            if (i != own && points[i].has(rptSeq)) {
                final long theirs = points[i].hash(rptSeq);
                equal += theirs == mine ? 1 : 0;
                other = Math.max(other, theirs == mine ? 0 : count(rptSeq, theirs));
            }
        }
        return judge(equal, other, nowNs);
    }

    private int count(final long rptSeq, final long hash) {
        int count = 0;
        for (final BookPoints each : points) {
            count += each.has(rptSeq) && each.hash(rptSeq) == hash ? 1 : 0;
        }
        return count;
    }

    private Verdict judge(final int equal, final int other, final long nowNs) {
        if (other > points.length / 2) {
            return Verdict.WRONG;
        }
        if (equal > 0) {
            disputedSinceNs = NO_DISPUTE;
            return Verdict.EQUAL;
        }
        if (other > 0 && disputedSinceNs == NO_DISPUTE) {
            disputedSinceNs = nowNs;
        }
        return other > 0 ? Verdict.DISPUTED : Verdict.NONE;
    }

    boolean isDisputed() {
        return disputedSinceNs != NO_DISPUTE;
    }

    /** Whether nobody has said for so long which of two is right. */
    boolean isUndecided(final long nowNs, final long patienceNs) {
        return disputedSinceNs != NO_DISPUTE && nowNs - disputedSinceNs >= patienceNs;
    }

    /** It is built anew: what was is not compared any more. */
    void restart() {
        disputedSinceNs = NO_DISPUTE;
        for (final BookPoints each : points) {
            each.clear();
        }
    }
}
