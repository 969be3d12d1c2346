package aether.export;

import aether.book.BookBuilder;
import aether.book.InstrumentBook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Which instruments rows are asked for. */
final class Instruments {
    private final Set<String> wanted;
    private final List<Supplier<BookBuilder>> channels = new ArrayList<>();

    /** Symbols and SecurityIDs; of all when there are none. */
    Instruments(final Collection<String> wanted) {
        this.wanted = Set.copyOf(wanted);
    }

    /** Where a channel's instruments are found. */
    void of(final Supplier<BookBuilder> books) {
        channels.add(books);
    }

    boolean has(final InstrumentBook instrument) {
        return wanted.isEmpty()
                || wanted.contains(instrument.symbol())
                || wanted.contains(Integer.toString(instrument.securityId()));
    }

    /** By number alone, where no book is at hand. */
    boolean has(final int securityId) {
        if (wanted.isEmpty() || wanted.contains(Integer.toString(securityId))) {
            return true;
        }
        for (final Supplier<BookBuilder> channel : channels) {
            final InstrumentBook instrument = channel.get().find(securityId);
            if (instrument != null && has(instrument)) {
                return true;
            }
        }
        return false;
    }

    /** What was asked for and no channel has an instrument of. */
    List<String> missing() {
        return wanted.stream().filter(name -> !isAnywhere(name)).sorted().toList();
    }

    private boolean isAnywhere(final String name) {
        for (final Supplier<BookBuilder> channel : channels) {
            final BookBuilder books = channel.get();
            for (int i = 0; i < books.instrumentCount(); i++) {
                final InstrumentBook instrument = books.instrumentAt(i);
                if (name.equals(instrument.symbol()) || name.equals(Integer.toString(instrument.securityId()))) {
                    return true;
                }
            }
        }
        return false;
    }
}
