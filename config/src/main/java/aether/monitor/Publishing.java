package aether.monitor;

import aether.book.BookPublication;
import aether.config.SharedMemory.Part;
import aether.config.SiteConfig;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;

/** What other processes see of the appliance: its books, its counters, and where they are. */
public final class Publishing implements aether.host.Part {
    private final PublishingPlace place;
    private final BookPublication books;
    private final CounterFile counters;
    private final MonitorAgent monitor;
    private final EpochNanoClock clock;

    /** Takes the place and makes the files. */
    public Publishing(final SiteConfig config, final EpochNanoClock clock) {
        this.clock = clock;
        place = PublishingPlace.take(config);
        books = BookPublication.create(
                place.file(Part.BOOKS),
                config.bookContext().maxInstruments(),
                config.publication().depth());
        counters = CounterFile.create(place.file(Part.COUNTERS));
        monitor = new MonitorAgent(counters, clock, books::alive);
    }

    /** Hears of books; on the feed's thread. */
    public BookPublication books() {
        return books;
    }

    /** Where counters are told, before the start; and what copies them, a few times a second. */
    public MonitorAgent monitor() {
        return monitor;
    }

    /** The counters as other processes see them; any thread. */
    public List<CounterFile.Value> counterValues() {
        return counters.values();
    }

    /** Where operators are heard. */
    public Path commands() {
        return place.file(Part.COMMANDS);
    }

    /** Tells other processes which journal session this one is writing. */
    public void session(final Path session) {
        place.publish(session);
    }

    /** Where that is, when it is not where other commands look. */
    @Override
    public List<String> describe() {
        return place.describe().isEmpty() ? List.of() : List.of(place.describe());
    }

    /** What was published until now was recorded, if anything was. */
    @Override
    public void start() {
        books.live(clock.nanoTime());
    }

    /** The last figures of everybody. */
    @Override
    public void stop() {
        monitor.doWork();
    }

    /** What is left behind only by a process that was killed: its last books, which then say how old they are. */
    @Override
    public void close() {
        books.close();
        counters.close();
        place.close();
    }
}
