package aether.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three members of the real engine and a copy of their log, in one process; what is removed of the log, and what is got back. */
class LogCopyTest {
    private static final int LONG_INPUT = 4 * 1024;

    /** Longer than one of the log's files. */
    private static final int MANY = 5_000;

    @TempDir
    Path directory;

    private final UnsafeBuffer input = new UnsafeBuffer(new byte[LONG_INPUT]);

    private static ClusterContext.Member place() {
        return LoopbackPlaces.find(1).getFirst();
    }

    private void follow(final Trio trio, final LogCopy copy, final long position) {
        trio.until(
                "the copy to have it, at " + copy.position(), () -> copy.isFollowing() && copy.position() >= position);
    }

    private void propose(final Trio trio, final Trio.Owner leader, final long from, final long until) {
        for (long number = from; number < until; number++) {
            input.putLong(0, number);
            final long time = number;
            trio.until("room", () -> leader.node.log().offer(7, time, input, 0, LONG_INPUT));
        }
        trio.until("all to have it", () -> Stream.of(0, 1, 2).map(trio::owner).allMatch(owner -> owner.count == until));
    }

    /** On all. */
    private static void snapshot(final Trio trio) {
        final long before = trio.leader().node.snapshots();
        trio.until("the last one to be done", trio.leader().node::snapshot);
        trio.until(
                "a snapshot on all",
                () -> Stream.of(0, 1, 2).map(trio::owner).allMatch(owner -> owner.node.snapshots() > before));
    }

    @Test
    void shouldKeepWhatAllCanStartFrom() throws IOException {
        final long sum;
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            propose(trio, trio.leader(), 0, 100);
            snapshot(trio);
            propose(trio, trio.leader(), 100, 150);
            try (LogCopy copy = new LogCopy(trio.copyContext(directory.resolve("copy"), place()))) {
                follow(trio, copy, trio.leader().node.committed());
                propose(trio, trio.leader(), 150, 200);
                follow(trio, copy, trio.leader().node.committed());
                assertTrue(copy.snapshots() > 0);
            }
            sum = trio.leader().sum;
            for (int id = 0; id < 3; id++) {
                trio.stop(trio.owner(id));
                IoUtil.delete(directory.resolve("node" + id).toFile(), false);
                copyTree(directory.resolve("copy"), directory.resolve("node" + id));
            }
            trio.startAll();
            trio.until(
                    "all to have it",
                    () -> Stream.of(0, 1, 2)
                            .map(trio::owner)
                            .allMatch(owner -> owner.count == 200 && owner.sum == sum));
            assertEquals("checkpoint of 100", trio.owner(0).words.getFirst());
            propose(trio, trio.leader(), 200, 250);
        }
    }

    /** Two snapshots are kept, and the log behind the older one; a machine with an empty disk needs them from somebody, since the log's beginning is gone. */
    @Test
    void shouldRemoveWhatNoStartNeedsAndGiveTheRest() {
        try (Trio trio = new Trio(directory)) {
            trio.startAll();
            propose(trio, trio.leader(), 0, MANY);
            snapshot(trio);
            propose(trio, trio.leader(), MANY, 2 * MANY);
            assertEquals(0, trio.leader().node.purge(trio.leader().node.committed()), "one is not enough");
            snapshot(trio);
            propose(trio, trio.leader(), 2 * MANY, 3 * MANY);
            assertEquals(0, trio.leader().node.purge(1), "not all have it");
            final Path archive = directory.resolve("node0/archive");
            final long before = length(archive);
            for (int id = 0; id < 3; id++) {
                final long removed =
                        trio.owner(id).node.purge(trio.owner(id).node.committed());
                assertTrue(removed >= (long) MANY * LONG_INPUT / 2, "bytes removed: " + removed);
                assertEquals(0, trio.owner(id).node.purge(trio.owner(id).node.committed()), "once");
            }
            assertTrue(length(archive) < before, "the disk has room again");
            final int id = (trio.idOf(trio.leader()) + 1) % 3;
            trio.stop(trio.owner(id));
            trio.start(id);
            trio.until("it to come back by what it has", () -> trio.owner(id).count == 3 * MANY);
            assertEquals("checkpoint of " + 2 * MANY, trio.owner(id).words.getFirst());

            trio.stop(trio.owner(id));
            IoUtil.delete(directory.resolve("node" + id).toFile(), false);
            try (LogCopy copy = new LogCopy(trio.copyContext(
                    directory.resolve("node" + id), trio.context(id).own()))) {
                follow(trio, copy, trio.leader().node.committed());
            }
            trio.start(id);
            trio.until("it to come back by what it has got", () -> trio.owner(id).count == 3 * MANY);
            assertEquals("checkpoint of " + 2 * MANY, trio.owner(id).words.getFirst());
            assertEquals(trio.leader().sum, trio.owner(id).sum);
        }
    }

    private static long length(final Path below) {
        return Stream.of(Objects.requireNonNull(below.toFile().listFiles()))
                .mapToLong(File::length)
                .sum();
    }

    private static void copyTree(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                final Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
