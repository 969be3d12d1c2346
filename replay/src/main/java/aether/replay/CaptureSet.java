package aether.replay;

import aether.nic.HardwareTime;
import aether.nic.pcap.CaptureException;
import aether.nic.pcap.PcapSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Captures that belong together, in any order: several files of one session, compressed or not, or what comes out of a pipe. It can be read
 * any number of times; what comes out of a pipe is kept in a temporary file for that.
 */
public final class CaptureSet implements AutoCloseable {
    /** Stands for the standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final int MOST_FILES = 256;

    /** Where to read, and what it is called. */
    private record Capture(Path file, String name) {}

    private final List<Capture> captures = new ArrayList<>();
    private final List<Path> spooled = new ArrayList<>();
    private final HardwareTime hardwareTime;

    private CaptureSet(final HardwareTime hardwareTime) {
        this.hardwareTime = hardwareTime;
    }

    /**
     * Opens captures.
     *
     * @param files paths, or {@value #STANDARD_INPUT}
     * @param standardInput what that stands for
     * @throws CaptureException when one of them cannot be read at all
     */
    public static CaptureSet of(
            final List<Path> files, final InputStream standardInput, final HardwareTime hardwareTime)
            throws IOException {
        if (files.size() > MOST_FILES) {
            throw new CaptureException("give at most " + MOST_FILES + " captures at once, not " + files.size());
        }
        final CaptureSet set = new CaptureSet(hardwareTime);
        try {
            for (final Path file : files) {
                set.add(file, standardInput);
            }
            return set;
        } catch (final IOException e) {
            set.close();
            throw e;
        }
    }

    private void add(final Path file, final InputStream standardInput) throws IOException {
        if (STANDARD_INPUT.equals(file.toString())) {
            captures.add(new Capture(spool(standardInput), "standard input"));
            return;
        }
        PcapSource.requireReadable(file);
        if (Files.isRegularFile(file)) {
            captures.add(new Capture(file, file.toString()));
        } else {
            try (InputStream pipe = Files.newInputStream(file)) {
                captures.add(new Capture(spool(pipe), file.toString()));
            }
        }
    }

    private Path spool(final InputStream pipe) throws IOException {
        final Path copy = Files.createTempFile("aether-", ".capture");
        copy.toFile().deleteOnExit();
        spooled.add(copy);
        Files.copy(pipe, copy, StandardCopyOption.REPLACE_EXISTING);
        return copy;
    }

    /** Begins to read all of them, merged by time. */
    public CaptureReader open() throws IOException {
        final List<PcapSource> sources = new ArrayList<>();
        try {
            for (final Capture capture : captures) {
                sources.add(PcapSource.open(CaptureCodec.open(capture.file()), capture.name(), hardwareTime));
            }
        } catch (final IOException e) {
            sources.forEach(PcapSource::close);
            throw e;
        }
        return new CaptureReader(sources);
    }

    /** Number of captures. */
    public int size() {
        return captures.size();
    }

    /** Their names. */
    @Override
    public String toString() {
        return captures.stream().map(Capture::name).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        for (final Path copy : spooled) {
            try {
                Files.deleteIfExists(copy);
            } catch (final IOException e) {
                // It is deleted when the process ends.
            }
        }
    }
}
