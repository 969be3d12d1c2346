package aether.session;

import aether.replay.CaptureAhead;
import aether.replay.CaptureLines.CaptureChannel;
import aether.replay.CaptureReader;
import aether.session.playhead.PlayedBooks;
import aether.session.playhead.Playhead;
import aether.state.StateException;
import aether.state.StateFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Captures as they are played, frame by frame. */
final class CapturePlayhead implements Playhead {
    private static final int SECTION_PLACE = 0;

    private final List<CaptureChannel> found;
    private final Supplier<CaptureReader> opening;
    private final CapturePlayer player;
    private CaptureReader reader;
    private CaptureAhead ahead;
    private long played;

    /** {@code opening}: begins to read the captures that {@code found} was found in. */
    CapturePlayhead(
            final List<CaptureChannel> found, final Supplier<CaptureReader> opening, final CapturePlayer player) {
        this.found = found;
        this.opening = opening;
        this.player = player;
        reader = opening.get();
        ahead = new CaptureAhead(reader, 0);
    }

    @Override
    public long nextTimeNs() {
        return ahead.nextTimeNs();
    }

    @Override
    public void playNext() {
        player.onFrame(ahead.take());
        played++;
    }

    @Override
    public long played() {
        return played;
    }

    @Override
    public boolean isAtRest() {
        return nextTimeNs() != NO_TIME && player.channels().stream().allMatch(PlayedChannel::isAtRest);
    }

    @Override
    public void state(final StateFields fields) {
        if (fields.isRead()) {
            reader.close();
        }
        fields.section(SECTION_PLACE);
        played = fields.number(played);
        final long timeNs = fields.number(ahead.timeNs());
        try {
            reader = fields.isRead() ? opening.get() : reader;
            reader.state(fields);
            ahead = fields.isRead() ? new CaptureAhead(reader, timeNs) : ahead;
        } catch (final IOException | UncheckedIOException e) {
            throw new StateException(e.getMessage());
        }
        player.account().state(fields);
        for (int i = 0; i < player.channels().size(); i++) {
            fields.section(i + 1);
            player.channels().get(i).state(fields);
        }
    }

    @Override
    public List<PlayedBooks> channels() {
        final List<PlayedBooks> channels = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            final PlayedChannel played = player.channels().get(i);
            channels.add(new PlayedBooks(found.get(i).title(), played.pipeline().books(), played.hash()));
        }
        return channels;
    }

    @Override
    public void finish() {
        player.finish();
        Captures.finish(player.account(), reader);
    }

    @Override
    public List<String> remarks() {
        final List<String> remarks = new ArrayList<>(reader.damages());
        if (player.warning() != null) {
            remarks.add(player.warning());
        }
        return remarks;
    }

    @Override
    public boolean isWhole() {
        return reader.damages().isEmpty();
    }

    @Override
    public void close() {
        reader.close();
    }
}
