package aether.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/** The hot side of a session alone: its directory, its tap, and what its writer says, which is in another process or yet to come. */
public final class TapSession implements AutoCloseable {
    /** In the tap: nothing follows. Never a record's type. */
    static final int END_OF_TAP = 1 << 16;

    private final Path directory;
    private final TapFile file;
    private final JournalTap tap;
    private final WriterStatus status;

    private TapSession(final Path directory, final TapFile file, final TapPolicy policy) {
        this.directory = directory;
        this.file = file;
        tap = new JournalTap(file.ring(), policy);
        status = WriterStatus.of(directory);
    }

    /**
     * Starts a session in an empty or new directory.
     *
     * @param context concluded
     * @throws JournalException when the directory holds a session already or cannot be written
     */
    public static TapSession create(final JournalContext context) {
        return new TapSession(context.directory(), createFile(context), context.tapPolicy());
    }

    static TapFile createFile(final JournalContext context) {
        final Path directory = context.directory();
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw new JournalException(
                            directory + ": not empty; a journal session needs a directory of its own");
                }
            }
            final long needed = context.tapLength() + JournalSpace.STEP + JournalSpace.MARGIN;
            if (usable(directory) < needed) {
                throw new JournalException("the disk of " + directory + " is full: it has " + (usable(directory) >> 20)
                        + " MiB left, and a session begins with " + (needed >> 20) + " MiB");
            }
            final TapFile tapFile = TapFile.create(directory, context.tapLength());
            SessionBoot.began(directory, context.boot());
            return tapFile;
        } catch (final IOException e) {
            throw new JournalException(directory + ": cannot be written: " + e.getMessage(), e);
        }
    }

    static long usable(final Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (final IOException e) {
            return 0;
        }
    }

    public Path directory() {
        return directory;
    }

    public JournalTap tap() {
        return tap;
    }

    /** As the writer has it. */
    public WriterStatus status() {
        return status;
    }

    /** Nothing more will be offered: the writer ends the session when it has written the rest. False when there is no room to say so. */
    public boolean end() {
        return file.ring().write(END_OF_TAP, new UnsafeBuffer(new byte[JournalTap.PAYLOAD]), 0, JournalTap.PAYLOAD);
    }

    /** Whether the writer has taken everything that was offered. */
    public boolean isEmpty() {
        return file.ring().consumerPosition() == file.ring().producerPosition();
    }

    @Override
    public void close() {
        file.close();
    }
}
