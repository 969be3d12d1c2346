package aether.bench;

import aether.reader.BookReader;
import aether.reader.BookView;
import java.io.IOException;
import java.nio.file.Path;

/** A reader process of {@link PublicationCommand}: reads as fast as it can, and prints what it saw. */
public final class PublicationCheck {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private PublicationCheck() {}

    /** Arguments: the file, and for how many seconds. Prints reads, torn reads, failed reads and distinct events. */
    public static void main(final String[] args) throws IOException {
        final long endNs = System.nanoTime() + Long.parseLong(args[1]) * NS_PER_SECOND;
        long reads = 0;
        long torn = 0;
        long failed = 0;
        long changes = 0;
        long lastEvent = 0;
        try (BookReader reader = BookReader.open(Path.of(args[0]))) {
            final BookView view = reader.newView();
            while (System.nanoTime() < endNs) {
                for (int slot = 0; slot < reader.size(); slot++) {
                    reads++;
                    if (!reader.read(slot, view)) {
                        failed++;
                    } else if (!PublicationWriter.isWhole(view)) {
                        torn++;
                    } else if (view.eventId() != lastEvent) {
                        lastEvent = view.eventId();
                        changes++;
                    }
                }
            }
        }
        System.out.println(reads + " " + torn + " " + failed + " " + changes);
    }
}
