package aether.session;

import aether.arbiter.LineTable;
import aether.console.UsageException;
import aether.nic.MulticastGroup;
import aether.replay.CaptureLines.CaptureChannel;
import java.util.List;

/** Which lines of a capture are played. */
public enum LineChoice {
    A,
    B,
    both;

    /** The chosen lines of a channel. */
    List<MulticastGroup> of(final CaptureChannel channel) {
        if (this == both || channel.lines().isEmpty()) {
            return channel.lines();
        }
        if (ordinal() >= channel.lines().size()) {
            throw new UsageException("the capture has no line " + this + "; its lines are " + channel.lines());
        }
        return List.of(channel.lines().get(ordinal()));
    }

    /** A table of the chosen lines. */
    static LineTable table(final List<MulticastGroup> lines) {
        final LineTable table = new LineTable(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            table.set(i, lines.get(i));
        }
        return table;
    }
}
