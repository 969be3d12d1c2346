package aether.bench.export;

import aether.book.BookContext;
import aether.console.ExitCode;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.feed.mdp3.Mdp3Venue;
import aether.replay.CaptureSet;
import aether.replay.Digest;
import aether.session.Captures;
import aether.session.JournalReplay;
import aether.session.LineChoice;
import aether.session.RecordedSession;
import aether.session.dbn.DbnSession;
import aether.session.moment.Places;
import aether.session.moment.Timeline;
import aether.session.playhead.Playhead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether bench seek}. */
@Command(
        name = "seek",
        mixinStandardHelpOptions = true,
        description = {
            "What going to a moment of a session costs, beside playing it from its start: the session is played bare, then with places noted, then random "
                    + "moments are gone to; the digest of the books at each must be the one that the bare play had there. One thread of one process.",
            "Printed: seconds of both plays, and the distribution of the time to a moment with its ratio to the bare play."
        },
        footer = {"", "Example: aether bench seek session.pcapng --moments 200"})
public final class SeekBenchCommand implements Callable<Integer> {
    private static final JournalReplay.Hearers NOBODY = new JournalReplay.Hearers() {};
    private static final double NS_PER_SECOND = 1e9;
    private static final double NS_PER_MS = 1e6;
    private static final int[] PERCENTILES = {0, 50, 90, 99, 100};

    @Parameters(
            paramLabel = "SOURCE",
            description =
                    "A journal session, a DBN file, or a capture of CME MDP 3.0. What SOURCE.natural.seek has is deleted before.")
    private Path source;

    @Option(names = "--moments", defaultValue = "200", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int moments;

    @Option(names = "--seed", paramLabel = "N", description = "Of the moments (default: another each time, printed).")
    private Long seed;

    private final Terminal terminal = new Terminal(System.err);

    @Override
    public Integer call() {
        if (moments < 1) {
            throw new UsageException("--moments: give a number from 1 on");
        }
        if (seed == null) {
            seed = new Random().nextLong();
        }
        if (DbnSession.isMeant(List.of(source))) {
            return measure(new DbnSession(List.of(source), BookContext.Start.NATURAL));
        }
        if (Files.isDirectory(source)) {
            return measure(RecordedSession.of(source));
        }
        return withCapture(this::measure);
    }

    private int withCapture(final ToIntFunction<RecordedSession> use) {
        try (CaptureSet captures = Captures.of(source)) {
            return use.applyAsInt(new RecordedSession.Capture(
                    List.of(source),
                    captures,
                    Captures.Chosen.ALL,
                    new Mdp3Venue(),
                    LineChoice.both,
                    BookContext.Start.NATURAL));
        }
    }

    private int measure(final RecordedSession session) {
        try {
            Files.deleteIfExists(session.index());
        } catch (final java.io.IOException e) {
            throw new UsageException(session.index() + ": " + e.getMessage());
        }
        final long packets = playBare(session, new long[0], null);
        final long[] played =
                new SplittableRandom(seed).longs(moments, 1, packets).toArray();
        final long[] inOrder = played.clone();
        Arrays.sort(inOrder);
        final Digest[][] expected = new Digest[moments][];
        final long bareStart = System.nanoTime();
        playBare(session, inOrder, expected);
        final double bareSeconds = (System.nanoTime() - bareStart) / NS_PER_SECOND;
        final long notedStart = System.nanoTime();
        try (Timeline timeline = Timeline.open(session, NOBODY, terminal, Places.NOTED)) {
            timeline.toPlayed(Long.MAX_VALUE);
        }
        final double notedSeconds = (System.nanoTime() - notedStart) / NS_PER_SECOND;
        final long[] times = new long[moments];
        int different = 0;
        try (Timeline timeline = Timeline.open(session, NOBODY, terminal, Places.NOTED)) {
            for (int i = 0; i < moments; i++) {
                final long startNs = System.nanoTime();
                timeline.toPlayed(played[i]);
                times[i] = System.nanoTime() - startNs;
                final Digest[] there = timeline.playhead().digests().toArray(Digest[]::new);
                different += Arrays.equals(expected[Arrays.binarySearch(inOrder, played[i])], there) ? 0 : 1;
            }
        }
        terminal.status("");
        print(session, packets, bareSeconds, notedSeconds, times);
        if (different > 0) {
            System.out.printf("FAILED: %,d of %,d moments differ, seed %d%n", different, moments, seed);
        }
        return different > 0 ? ExitCode.FAILED : ExitCode.OK;
    }

    /** From the start to the end; what the books are at some packets is noted. */
    private long playBare(final RecordedSession session, final long[] at, final Digest[][] there) {
        int next = 0;
        try (Playhead playhead = session.open(NOBODY)) {
            while (playhead.nextTimeNs() != Playhead.NO_TIME) {
                playhead.playNext();
                while (next < at.length && playhead.played() == at[next]) {
                    there[next++] = playhead.digests().toArray(Digest[]::new);
                }
            }
            return playhead.played();
        }
    }

    private void print(
            final RecordedSession session,
            final long packets,
            final double bareSeconds,
            final double notedSeconds,
            final long[] times) {
        Arrays.sort(times);
        System.out.printf(
                "%,d %s; index %,d bytes of %,d; %,d moments, seed %d%n",
                packets,
                session.unit(),
                session.index().toFile().length(),
                source.toFile().length(),
                moments,
                seed);
        System.out.printf("played bare        %7.2f s%n", bareSeconds);
        System.out.printf("played and noted   %7.2f s  %.2f of it%n", notedSeconds, notedSeconds / bareSeconds);
        for (final int percentile : PERCENTILES) {
            final double ns = times[Math.min(times.length - 1, times.length * percentile / 100)];
            System.out.printf(
                    "to a moment %4d %%  %7.1f ms  1/%.0f%n",
                    percentile, ns / NS_PER_MS, bareSeconds * NS_PER_SECOND / ns);
        }
    }
}
