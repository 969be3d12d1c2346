package aether.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;

/** How the journal uses Chronicle Queue: one file a day, rolled in the venue's break. */
final class JournalQueue {
    static final String FILE_SUFFIX = ".cq4";

    private JournalQueue() {}

    static ChronicleQueue openForWriting(final JournalContext context) {
        return SingleChronicleQueueBuilder.binary(context.directory())
                .rollCycle(LegacyRollCycles.DAILY)
                .rollTime(utcRollTime(context), ZoneOffset.UTC)
                .blockSize(context.blockLength())
                .build();
    }

    /**
     * The queue rolls at a fixed time of UTC, so the venue's local time is converted once, as of today: a session that lives
     * through a change of daylight saving rolls an hour off until it is started again.
     */
    private static LocalTime utcRollTime(final JournalContext context) {
        return ZonedDateTime.of(LocalDate.now(context.rollZone()), context.rollTime(), context.rollZone())
                .withZoneSameInstant(ZoneOffset.UTC)
                .toLocalTime();
    }

    static ChronicleQueue openForReading(final Path directory) {
        return SingleChronicleQueueBuilder.binary(directory).readOnly(true).build();
    }

    /** The queue's data files, oldest first. */
    static List<Path> files(final Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(FILE_SUFFIX))
                    .filter(file -> !file.getFileName().toString().startsWith("metadata"))
                    .sorted()
                    .toList();
        }
    }
}
