package aether.config;

import aether.cluster.NetworkCut;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** For trials: a file whose first byte says what this machine's link to the other members is like. */
final class TrialCut {
    private TrialCut() {}

    /** Null where there is no such file: a journal's configuration is read when the trial is long over. */
    static NetworkCut of(final Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            final MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 1);
            return new NetworkCut(
                    () -> TrialLink.of(mapped.get(0)).isMute(),
                    () -> TrialLink.of(mapped.get(0)).isDeaf());
        } catch (final IOException e) {
            throw new ConfigException(file + ": cluster.trialCut cannot be read: " + e.getMessage(), e);
        }
    }
}
