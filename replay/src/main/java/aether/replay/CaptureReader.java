package aether.replay;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.pcap.CapturePlace;
import aether.nic.pcap.PcapSource;
import aether.state.StateFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;

/**
 * One pass over captures, merged by time: each in its own order, and of several the one whose next frame is oldest. Frames without a time
 * follow the frame before them at once. Equal times are taken in the order in which the captures were named.
 */
public final class CaptureReader implements FrameSource {
    /** Picks frames. */
    @FunctionalInterface
    public interface Choice {
        /** All of them. */
        Choice ALL = source -> true;

        /** Whether the frame that {@code source} stands at is wanted. */
        boolean isWanted(PcapSource source);
    }

    /** A capture, and what times it has had. */
    private static final class Entry {
        private final PcapSource source;
        private final int index;
        private long firstNs = Long.MAX_VALUE;
        private long lastNs = Long.MIN_VALUE;

        Entry(final PcapSource source, final int index) {
            this.source = source;
            this.index = index;
        }

        boolean next() {
            final boolean isThere = source.next();
            if (isThere && source.hasTime()) {
                firstNs = Math.min(firstNs, source.timeNs());
                lastNs = Math.max(lastNs, source.timeNs());
            }
            return isThere;
        }

        long dueNs() {
            return source.hasTime() ? source.timeNs() : lastNs;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparingLong(Entry::dueNs).thenComparingInt(entry -> entry.index));
    private Choice choice = Choice.ALL;
    private Entry current;
    private boolean isBegun;
    private long leftOut;

    CaptureReader(final List<PcapSource> sources) {
        for (final PcapSource source : sources) {
            entries.add(new Entry(source, entries.size()));
        }
    }

    /** From now on only these frames; the others are counted. */
    public CaptureReader only(final Choice wanted) {
        choice = wanted;
        return this;
    }

    /**
     * Goes to the next wanted frame.
     *
     * @return false at the end
     */
    public boolean next() {
        while (advance()) {
            if (choice.isWanted(current.source)) {
                return true;
            }
            leftOut++;
        }
        return false;
    }

    /** A capture stays where it is until its frame was used: only then it goes on, and back into the queue. */
    private boolean advance() {
        if (!isBegun) {
            isBegun = true;
            entries.stream().filter(Entry::next).forEach(queue::add);
        }
        if (current != null && current.next()) {
            queue.add(current);
        }
        current = queue.poll();
        return current != null;
    }

    /**
     * Where it stands, at the frame that {@link #next} went to; on reading, it goes there: {@link #next} then has that frame. Of a reader that has read
     * nothing yet.
     *
     * @throws CaptureException when one of the captures cannot be read there
     */
    public void state(final StateFields fields) throws IOException {
        leftOut = fields.number(leftOut);
        for (final Entry entry : entries) {
            entry.firstNs = fields.number(entry.firstNs);
            entry.lastNs = fields.number(entry.lastNs);
            final CapturePlace place = state(fields, entry.source.place());
            if (fields.isRead()) {
                entry.source.moveTo(place);
            }
        }
    }

    private static CapturePlace state(final StateFields fields, final CapturePlace place) {
        final long header = fields.number(place.header());
        final long record = fields.number(place.record());
        final long number = fields.number(place.number());
        final long[] memory =
                Arrays.copyOf(place.memory(), fields.count(place.memory().length, CapturePlace.MOST_MEMORY));
        fields.numbers(memory, memory.length);
        return new CapturePlace(header, record, number, memory);
    }

    /** The capture that stands at the frame. */
    public PcapSource source() {
        return current.source;
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        int frames = 0;
        while (frames < limit && next()) {
            final DirectBuffer frame = current.source.frame();
            handler.onFrame(frame, current.source.length(), current.source.timeNs());
            frames++;
        }
        return frames;
    }

    @Override
    public boolean isExhausted() {
        return isBegun && current == null && queue.isEmpty();
    }

    /** Frames that were not wanted. */
    public long leftOut() {
        return leftOut;
    }

    /** Records of link types that carry no IPv4. */
    public long unsupported() {
        return entries.stream()
                .mapToLong(entry -> entry.source.unsupportedRecords())
                .sum();
    }

    /** Captures that could not be read to their end, and why; empty when all were. */
    public List<String> damages() {
        return entries.stream()
                .map(entry -> entry.source.damage())
                .filter(damage -> !damage.isEmpty())
                .toList();
    }

    /** Captures that were cut in the middle of a record. */
    public List<PcapSource> cut() {
        return entries.stream()
                .map(entry -> entry.source)
                .filter(PcapSource::endsInsideRecord)
                .toList();
    }

    /** What a user should know of the captures, and of several that cover the same time. */
    public List<String> remarks() {
        final List<String> remarks = entries.stream()
                .flatMap(entry -> entry.source.remarks().stream())
                .collect(Collectors.toList());
        final List<Entry> byTime = entries.stream()
                .filter(entry -> entry.firstNs <= entry.lastNs)
                .sorted(Comparator.comparingLong(entry -> entry.firstNs))
                .toList();
        for (int i = 1; i < byTime.size(); i++) {
            final Entry before = byTime.get(i - 1);
            final Entry after = byTime.get(i);
            if (after.firstNs <= before.lastNs) {
                remarks.add(String.format(
                        "%s and %s overlap by %.3f s: their frames were merged by time",
                        before.source, after.source, (Math.min(before.lastNs, after.lastNs) - after.firstNs) / 1e9));
            }
        }
        return remarks;
    }

    @Override
    public void close() {
        entries.forEach(entry -> entry.source.close());
    }
}
