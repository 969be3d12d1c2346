package aether.export;

import aether.book.BookBuilder;
import aether.book.InstrumentBook;
import aether.session.InstrumentChoice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Which instruments rows are asked for, and in which channels they may be. */
final class Instruments {
    private final InstrumentChoice choice;
    private final List<Supplier<BookBuilder>> channels = new ArrayList<>();

    /** Symbols and SecurityIDs; of all when there are none. */
    Instruments(final Collection<String> wanted) {
        choice = InstrumentChoice.of(wanted);
    }

    /** Where a channel's instruments are found. */
    void of(final Supplier<BookBuilder> books) {
        channels.add(books);
    }

    void forget() {
        channels.clear();
    }

    boolean has(final InstrumentBook instrument) {
        return choice.has(instrument);
    }

    /** By number, where no book is at hand. */
    boolean has(final int securityId) {
        return choice.has(securityId)
                || channels.stream()
                        .map(channel -> channel.get().find(securityId))
                        .anyMatch(instrument -> instrument != null && has(instrument));
    }

    /** What was asked for and no channel has an instrument of. */
    List<String> missing() {
        return choice.names().stream()
                .filter(name -> channels.stream().noneMatch(channel -> InstrumentChoice.isIn(channel.get(), name)))
                .sorted()
                .toList();
    }
}
