package aether.session.moment;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.console.UsageException;
import aether.session.RecordedSession;
import aether.session.playhead.Playhead;
import aether.state.StateException;
import aether.state.StateReader;
import aether.state.StateWriter;
import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.lz4.Lz4JavaCompressor;
import io.airlift.compress.v3.lz4.Lz4JavaDecompressor;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Places in a session that playing can begin at, in a file beside it: each with all that was made of the session up to there. The file grows as the
 * session is played for the first time. One that is missing, damaged, of another build, of other options or of a source that has changed is begun
 * anew; where it cannot be written, nothing is noted, and all is as it is without one. Little-endian, one part behind the other:
 *
 * <pre>
 *  part    0       4        8         12       16
 *         +-------+--------+---------+--------+- - - - - -+
 *         | kind  | length | CRC32C  | 0      | content   |     1: what it is of, text   2: what was found out about it   3: a place
 *         +-------+--------+---------+--------+- - - - - -+
 *  place   0        8           16             20                24
 *         +--------+-----------+--------------+-----------------+- - - - - - - - - - - -+
 *         | played | newest ns | bytes of its | channels        | u64 sequence of each, |
 *         |        |           | state        |                 | state, LZ4            |
 *         +--------+-----------+--------------+-----------------+- - - - - - - - - - - -+
 * </pre>
 */
final class SeekIndex implements AutoCloseable {
    private static final int SOURCE = 1;
    private static final int PLAN = 2;
    private static final int PLACE = 3;
    private static final int FORMAT = 1;

    private static final int HEADER = 16;
    private static final int LENGTH_AT = 4;
    private static final int CRC_AT = 8;
    private static final int ZERO_AT = 12;
    private static final int NEWEST_AT = 8;
    private static final int STATE_LENGTH_AT = 16;
    private static final int CHANNELS_AT = 20;
    private static final int SEQUENCES_AT = 24;
    private static final long NOWHERE = -1;
    private static final int NOTHING = -1;
    private static final int LONGEST = 1 << 30;
    /** A file may be so long, or as half of what it is of, if that is more. */
    private static final long LEAST_ROOM = 1L << 28;

    private static final int QUARTERS = 4;
    private static final int MOST_PLACES = 1 << 14;
    private static final int MOST_CHANNELS = 1 << 10;

    /**
     * A place in the session.
     *
     * @param played packets before it
     * @param newestNs the newest time among them, nanoseconds since the epoch
     * @param sequences highest packet that closed an event, of each channel
     * @param at where its part begins
     */
    record Place(long played, long newestNs, long[] sequences, long at) {
        /** Where a playhead stands; that is in no file. */
        static Place of(final Playhead playhead, final long newestNs) {
            return new Place(playhead.played(), newestNs, sequencesOf(playhead), NOWHERE);
        }
    }

    private final RecordedSession session;
    private final Path path;
    private final List<Place> places = new ArrayList<>();
    private final Lz4JavaCompressor compressor = new Lz4JavaCompressor();
    private final Lz4JavaDecompressor decompressor = new Lz4JavaDecompressor();
    private final StateWriter writer = new StateWriter(0);

    /** A state, and a part of the file: as large as the largest so far. */
    private byte[] state = new byte[0];

    private byte[] content = new byte[0];

    /** Null while there is none. */
    private FileChannel file;

    /** Held while this one notes. */
    private FileLock lock;

    private final long room;
    private final boolean isNoting;
    private boolean isBegun;
    private long end;
    private String trouble;

    /** {@code path}: null when none is to be kept. */
    private SeekIndex(final RecordedSession session, final Path path, final boolean isNoting) {
        this.session = session;
        this.path = path;
        this.isNoting = isNoting;
        room = path == null ? 0 : roomFor(session.files());
    }

    private static long roomFor(final List<Path> files) {
        return Math.max(
                LEAST_ROOM,
                files.stream().mapToLong(part -> part.toFile().length()).sum() / 2);
    }

    private static long[] sequencesOf(final Playhead playhead) {
        return playhead.channels().stream()
                .mapToLong(channel -> channel.hash().highestSequence())
                .toArray();
    }

    /** None is kept. */
    static SeekIndex none() {
        return new SeekIndex(null, null, false);
    }

    /** That of a session, with what was found out about it; there is a file once something is noted. */
    static SeekIndex of(final RecordedSession session) {
        return open(new SeekIndex(session, session.index(), true));
    }

    /** As above, but that nothing is noted. */
    static SeekIndex reading(final RecordedSession session) {
        return open(new SeekIndex(session, session.index(), false));
    }

    private static SeekIndex open(final SeekIndex index) {
        try {
            if (index.path != null && Files.exists(index.path)) {
                index.open();
            }
        } catch (final IOException e) {
            index.trouble = reason(e);
        }
        return index;
    }

    private void open() throws IOException {
        if (!isNoting) {
            file = FileChannel.open(path, StandardOpenOption.READ);
        } else if (Files.exists(path) && !Files.isWritable(path)) {
            file = FileChannel.open(path, StandardOpenOption.READ);
            trouble = "it is read-only";
        } else {
            file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            lock = lock(file);
            if (lock == null) {
                trouble = "another process is writing it";
            }
        }
        isBegun = reads();
        if (!isBegun) {
            places.clear();
        } else if (isNoting && trouble == null) {
            file.truncate(end);
        }
    }

    private static FileLock lock(final FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (final OverlappingFileLockException e) {
            return null;
        }
    }

    private static String reason(final IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** Reads what is there; false when it is of another session, or of none. */
    private boolean reads() throws IOException {
        final byte[] source = part(0, SOURCE);
        if (source == null || !Arrays.equals(source, source())) {
            return false;
        }
        end = HEADER + source.length;
        final byte[] plan = part(end, PLAN);
        if (plan == null || !takes(plan)) {
            return false;
        }
        end += HEADER + plan.length;
        while (places.size() < MOST_PLACES && readPlace()) {
            // The next.
        }
        return true;
    }

    private boolean takes(final byte[] plan) {
        try {
            final StateReader reader = new StateReader(new UnsafeBuffer(plan), 0, plan.length);
            reader.section(PLAN);
            session.plan(reader);
            reader.finish();
            return true;
        } catch (final StateException e) {
            return false;
        }
    }

    /** The head of the next place; its state is looked at when it is needed. */
    private boolean readPlace() throws IOException {
        final ByteBuffer head = ByteBuffer.allocate(HEADER + SEQUENCES_AT).order(LITTLE_ENDIAN);
        if (!read(head, end) || head.getInt(0) != PLACE) {
            return false;
        }
        final int length = head.getInt(LENGTH_AT);
        final int channels = head.getInt(HEADER + CHANNELS_AT);
        if (length < SEQUENCES_AT || channels < 0 || channels > MOST_CHANNELS || end + HEADER + length > file.size()) {
            return false;
        }
        final ByteBuffer sequences = ByteBuffer.allocate(channels * Long.BYTES).order(LITTLE_ENDIAN);
        if (!read(sequences, end + HEADER + SEQUENCES_AT)) {
            return false;
        }
        final long[] all = new long[channels];
        sequences.asLongBuffer().get(all);
        places.add(new Place(head.getLong(HEADER), head.getLong(HEADER + NEWEST_AT), all, end));
        end += HEADER + length;
        return true;
    }

    private boolean read(final ByteBuffer into, final long from) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into, from + into.position()) < 0) {
                return false;
            }
        }
        into.flip();
        return true;
    }

    /** A part's content, or null when there is none of the kind, or it is damaged. */
    private byte[] part(final long at, final int kind) throws IOException {
        final int length = readPart(at, kind);
        return length == NOTHING ? null : Arrays.copyOf(content, length);
    }

    /** Reads a part; returns the length of its content, or {@link #NOTHING} when there is none of the kind, or it is damaged. */
    private int readPart(final long at, final int kind) throws IOException {
        final ByteBuffer head = ByteBuffer.allocate(HEADER).order(LITTLE_ENDIAN);
        if (!read(head, at) || head.getInt(0) != kind) {
            return NOTHING;
        }
        final int length = head.getInt(LENGTH_AT);
        if (length < 0 || length > LONGEST || at + HEADER + length > file.size()) {
            return NOTHING;
        }
        content = atLeast(content, length);
        final boolean isWhole = read(ByteBuffer.wrap(content, 0, length), at + HEADER)
                && crc(content, 0, length) == head.getInt(CRC_AT);
        return isWhole ? length : NOTHING;
    }

    /** Twice as large as is needed, so that growing ends soon. */
    private static byte[] atLeast(final byte[] bytes, final int length) {
        return bytes.length >= length ? bytes : new byte[(int) Math.min(Integer.MAX_VALUE - HEADER, 2L * length)];
    }

    private static int crc(final byte[] bytes, final int from, final int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private void begin() throws IOException {
        if (file == null) {
            open();
        }
        if (isBegun || trouble != null) {
            return;
        }
        if (file.size() > 0 && !startsAsOne()) {
            trouble = "it is something else; move it away";
            return;
        }
        isBegun = true;
        end = 0;
        file.truncate(0);
        write(SOURCE, source());
        final StateWriter plan = new StateWriter(0);
        plan.section(PLAN);
        session.plan(plan);
        final byte[] bytes = new byte[plan.finish()];
        plan.buffer().getBytes(0, bytes);
        write(PLAN, bytes);
    }

    private boolean startsAsOne() throws IOException {
        final ByteBuffer head = ByteBuffer.allocate(Integer.BYTES).order(LITTLE_ENDIAN);
        return read(head, 0) && head.getInt(0) == SOURCE;
    }

    /** What it is of: equal as long as what was noted holds. */
    private byte[] source() throws IOException {
        final StringBuilder text = new StringBuilder();
        text.append("format ").append(FORMAT).append(", build ").append(build());
        text.append(", ").append(session.options());
        for (final Path part : session.files()) {
            if (Files.isRegularFile(part)) {
                text.append('\n').append(part.getFileName()).append(' ').append(Files.size(part));
                text.append(' ').append(Files.getLastModifiedTime(part).toMillis());
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The newest of what this process runs: another build may have other fields. */
    private static long build() throws IOException {
        long newest = 0;
        for (final String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
            if (Files.exists(Path.of(entry))) {
                try (Stream<Path> all = Files.walk(Path.of(entry))) {
                    newest = Math.max(
                            newest,
                            all.mapToLong(path -> path.toFile().lastModified())
                                    .max()
                                    .orElse(0));
                }
            }
        }
        return newest;
    }

    private void write(final int kind, final byte[] bytes) throws IOException {
        content = atLeast(content, HEADER + bytes.length);
        System.arraycopy(bytes, 0, content, HEADER, bytes.length);
        writePart(kind, bytes.length);
    }

    /** Writes a part, whose content lies behind the room for its header. */
    private void writePart(final int kind, final int length) throws IOException {
        final ByteBuffer part = ByteBuffer.wrap(content, 0, HEADER + length).order(LITTLE_ENDIAN);
        part.putInt(0, kind);
        part.putInt(LENGTH_AT, length);
        part.putInt(CRC_AT, crc(content, HEADER, length));
        part.putInt(ZERO_AT, 0);
        long at = end;
        while (part.hasRemaining()) {
            at += file.write(part, at);
        }
        end = at;
    }

    List<Place> places() {
        return places;
    }

    /** Packets before the last place that is noted; 0 without any. */
    long reach() {
        return places.isEmpty() ? 0 : places.getLast().played();
    }

    boolean isWritten() {
        return isNoting && trouble == null && places.size() < MOST_PLACES && end < room;
    }

    /** Places are to be so many times twice as far apart: the fuller the file is. */
    int thinning() {
        return (int) (QUARTERS * end / room);
    }

    /** Notes where a playhead stands, at rest. */
    void note(final Playhead playhead, final long newestNs) {
        try {
            begin();
            if (trouble == null && playhead.played() > reach()) {
                add(playhead, newestNs);
            }
        } catch (final IOException e) {
            trouble = reason(e);
        }
    }

    private void add(final Playhead playhead, final long newestNs) throws IOException {
        writer.clear();
        playhead.state(writer);
        final int stateLength = writer.finish();
        final long[] sequences = sequencesOf(playhead);
        final int at = HEADER + SEQUENCES_AT + sequences.length * Long.BYTES;
        content = atLeast(content, at + compressor.maxCompressedLength(stateLength));
        final ByteBuffer place = ByteBuffer.wrap(content).order(LITTLE_ENDIAN).position(HEADER);
        place.putLong(playhead.played()).putLong(newestNs).putInt(stateLength).putInt(sequences.length);
        Arrays.stream(sequences).forEach(place::putLong);
        final int packed =
                compressor.compress(writer.buffer().byteArray(), 0, stateLength, content, at, content.length - at);
        final long beginsAt = end;
        writePart(PLACE, at - HEADER + packed);
        places.add(new Place(playhead.played(), newestNs, sequences, beginsAt));
    }

    /**
     * Puts a playhead to a place.
     *
     * @return false when the place is damaged, or of another session: it and all behind it are forgotten, and the playhead is of no use any more
     */
    boolean puts(final Playhead playhead, final Place place) {
        try {
            final int length = readPart(place.at(), PLACE);
            if (length != NOTHING) {
                put(playhead, place, ByteBuffer.wrap(content, 0, length).order(LITTLE_ENDIAN));
                // Places are noted where something follows.
                if (playhead.nextTimeNs() != Playhead.NO_TIME) {
                    return true;
                }
            }
        } catch (final IOException | StateException | MalformedInputException e) {
            // As one that is damaged.
        }
        places.removeIf(other -> other.at() >= place.at());
        end = place.at();
        return false;
    }

    private void put(final Playhead playhead, final Place place, final ByteBuffer part) {
        final int at = SEQUENCES_AT + place.sequences().length * Long.BYTES;
        final int length = part.getInt(STATE_LENGTH_AT);
        if (part.getLong(0) != place.played() || part.getLong(NEWEST_AT) != place.newestNs()) {
            throw new StateException("another place: the file was written anew meanwhile");
        }
        if (length < 0 || length > LONGEST) {
            throw new StateException("a state of " + length + " bytes");
        }
        state = atLeast(state, length);
        decompressor.decompress(content, at, part.limit() - at, state, 0, length);
        final StateReader reader = new StateReader(new UnsafeBuffer(state, 0, length), 0, length);
        playhead.state(reader);
        reader.finish();
    }

    /** Why nothing is noted, or null. */
    String trouble() {
        return trouble == null ? null : path + ": places in the session are not noted: " + trouble;
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (final IOException e) {
            throw new UsageException(path + ": " + e.getMessage());
        }
    }
}
