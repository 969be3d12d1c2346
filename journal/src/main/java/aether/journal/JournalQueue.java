package aether.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;

/** How the journal uses Chronicle Queue: one file a trade date, rolled in the venue's break. */
final class JournalQueue {
    static final String FILE_SUFFIX = ".cq4";

    private JournalQueue() {}

    static ChronicleQueue openForWriting(final JournalContext context, final RollClock clock) {
        return SingleChronicleQueueBuilder.binary(context.directory())
                .rollCycle(LegacyRollCycles.DAILY)
                .timeProvider(clock)
                .blockSize(context.blockLength())
                .build();
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
