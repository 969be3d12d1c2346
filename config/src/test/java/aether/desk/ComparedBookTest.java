package aether.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.desk.ComparedBook.Verdict;
import org.junit.jupiter.api.Test;

/** Three machines; this one is the second. */
class ComparedBookTest {
    private static final int OWN = 1;
    private static final long RIGHT = 77;
    private static final long WRONG = 78;
    private static final long PATIENCE_NS = 1_000;

    private final ComparedBook book = new ComparedBook(5, OWN, 3);

    @Test
    void shouldSayNothingOfWhatItWasNotAt() {
        assertEquals(Verdict.NONE, book.add(0, 32, RIGHT, 0));
        assertEquals(Verdict.NONE, book.add(2, 64, WRONG, 0));
        assertEquals(Verdict.NONE, book.add(OWN, 96, RIGHT, 0));
    }

    /** Whoever comes first. */
    @Test
    void shouldFindTheSame() {
        assertEquals(Verdict.NONE, book.add(0, 32, RIGHT, 0));
        assertEquals(Verdict.EQUAL, book.add(OWN, 32, RIGHT, 0));
        assertEquals(Verdict.NONE, book.add(OWN, 64, RIGHT, 0));
        assertEquals(Verdict.EQUAL, book.add(2, 64, RIGHT, 0));
        assertEquals(Verdict.EQUAL, book.add(0, 64, WRONG, 0), "that is the other's to mend");
    }

    @Test
    void shouldBeWrongWhereMostHaveSomethingElse() {
        assertEquals(Verdict.NONE, book.add(OWN, 32, WRONG, 0));
        assertEquals(Verdict.DISPUTED, book.add(0, 32, RIGHT, 0));
        assertEquals(Verdict.WRONG, book.add(2, 32, RIGHT, 0));
    }

    /** Two that differ from this one, and from each other. */
    @Test
    void shouldNotBelieveTwoThatDisagree() {
        book.add(OWN, 32, RIGHT, 0);
        book.add(0, 32, WRONG, 0);
        assertEquals(Verdict.DISPUTED, book.add(2, 32, WRONG + 1, 0));
    }

    @Test
    void shouldWaitForTheThird() {
        book.add(OWN, 32, RIGHT, 100);
        assertEquals(Verdict.DISPUTED, book.add(0, 32, WRONG, 100));
        assertTrue(book.isDisputed());
        assertFalse(book.isUndecided(100 + PATIENCE_NS - 1, PATIENCE_NS));
        assertTrue(book.isUndecided(100 + PATIENCE_NS, PATIENCE_NS));
        assertEquals(Verdict.EQUAL, book.add(2, 32, RIGHT, 200));
        assertFalse(book.isUndecided(100 + PATIENCE_NS, PATIENCE_NS));
    }

    @Test
    void shouldForgetWhatWasBeforeItWasBuiltAnew() {
        book.add(OWN, 32, WRONG, 0);
        book.add(0, 32, RIGHT, 0);
        book.restart();
        assertFalse(book.isDisputed());
        assertEquals(Verdict.NONE, book.add(2, 32, RIGHT, 0));
    }

    /** The newest sixteen places are known. */
    @Test
    void shouldRememberAFewPlaces() {
        for (long rptSeq = 32; rptSeq <= 32 * 17; rptSeq += 32) {
            book.add(OWN, rptSeq, RIGHT, 0);
            book.add(OWN, rptSeq, RIGHT, 0);
        }
        assertEquals(Verdict.NONE, book.add(0, 32, RIGHT, 0), "too long ago");
        assertEquals(Verdict.EQUAL, book.add(0, 64, RIGHT, 0));
    }
}
