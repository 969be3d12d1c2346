package aether.session;

import aether.book.BookBuilder;
import aether.book.InstrumentBook;
import java.util.Collection;
import java.util.Set;

/** Instruments that were asked for by symbol, where the session defines it, or by SecurityID; all of them when none was. */
public record InstrumentChoice(Set<String> names) {
    public static InstrumentChoice of(final Collection<String> names) {
        return new InstrumentChoice(Set.copyOf(names));
    }

    public boolean isAll() {
        return names.isEmpty();
    }

    public boolean has(final InstrumentBook instrument) {
        return isAll() || names.contains(instrument.symbol()) || has(instrument.securityId());
    }

    /** By number alone. */
    public boolean has(final int securityId) {
        return isAll() || names.contains(Integer.toString(securityId));
    }

    /** Whether a channel has an instrument of that name. */
    public static boolean isIn(final BookBuilder books, final String name) {
        for (int i = 0; i < books.instrumentCount(); i++) {
            final InstrumentBook instrument = books.instrumentAt(i);
            if (instrument.symbol().equals(name)
                    || Integer.toString(instrument.securityId()).equals(name)) {
                return true;
            }
        }
        return false;
    }
}
