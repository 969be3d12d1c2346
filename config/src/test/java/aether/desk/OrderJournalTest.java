package aether.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.gateway.OrderInput;
import aether.journal.JournalContext;
import aether.journal.JournalWriter;
import aether.journal.TapPolicy;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderJournalTest {
    private static final int MOST_RECORDS = 1_000_000;

    private final OrderJournal journal = new OrderJournal();
    private final UnsafeBuffer input = new UnsafeBuffer(new byte[64]);

    @TempDir
    Path directory;

    private boolean record(final OrderInput kind) {
        return journal.record(kind, 1, input, 0, input.capacity());
    }

    @Test
    void shouldTakeEverythingForRecordedWithoutAJournal() {
        assertTrue(record(OrderInput.NEW_ORDER));
    }

    @Test
    void shouldTellWhatAnswersToTheMarket() {
        record(OrderInput.NEW_ORDER);
        assertTrue(journal.isIntent());
        record(OrderInput.TIME);
        assertFalse(journal.isIntent());
        record(OrderInput.REPLACE);
        assertTrue(journal.isIntent());
    }

    /** Nothing empties the tap here but the test. */
    private JournalWriter full() {
        final JournalWriter writer = JournalWriter.create(new JournalContext()
                .directory(directory.resolve("session"))
                .tapLength(64 * 1024)
                .tapPolicy(TapPolicy.DROP_AND_MARK)
                .conclude());
        journal.open(writer.tap());
        int records = 0;
        while (records < MOST_RECORDS && record(OrderInput.CANCEL)) {
            records++;
        }
        assertTrue(records > 0 && records < MOST_RECORDS, records + " records");
        return writer;
    }

    @Test
    void shouldSayThatAFullTapRecordsNothing() {
        try (JournalWriter writer = full()) {
            assertFalse(record(OrderInput.NEW_ORDER));
            assertEquals(2, writer.tap().dropped());
        }
    }

    @Test
    void shouldEmptyTheTapItselfWhileItResumes() {
        try (JournalWriter writer = full()) {
            journal.resuming(writer::doWork);
            assertTrue(record(OrderInput.NEW_ORDER));
            journal.resumed();
        }
    }
}
