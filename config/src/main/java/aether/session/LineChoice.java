package aether.session;

import aether.arbiter.LineTable;
import aether.console.UsageException;
import aether.replay.CaptureLines.CaptureChannel;
import aether.replay.CaptureLines.Line;
import java.util.List;

/** Which lines of a capture are played. */
public enum LineChoice {
    A,
    B,
    both;

    /** The chosen lines of a channel. */
    List<Line> of(final CaptureChannel channel) {
        if (this == both || channel.lines().isEmpty()) {
            return channel.lines();
        }
        if (ordinal() >= channel.lines().size()) {
            throw new UsageException("the capture has no line " + this + "; its lines are " + channel.lines());
        }
        return List.of(channel.lines().get(ordinal()));
    }

    /** A table of the chosen lines. */
    static LineTable table(final List<Line> lines) {
        final LineTable table = new LineTable(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            table.set(i, lines.get(i).group(), lines.get(i).port(), 0);
        }
        return table;
    }
}
