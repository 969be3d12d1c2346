package aether.book;

/**
 * What DeleteThru and DeleteFrom mean. Public implementations disagree, so it is a setting of the venue adapter.
 */
public enum RangeDelete {
    /** From: the level and all worse ones. Thru: the best down to the level, and the rest moves up. CME's default here. */
    FROM_WORSE_THRU_BEST,
    /** From: the best down to the level, and the rest moves up. Thru: the whole side. */
    FROM_BEST_THRU_SIDE,
    /** Thru: the level and all worse ones. From: the best down to the level, and the rest moves up. B3's default. */
    THRU_WORSE_FROM_BEST
}
