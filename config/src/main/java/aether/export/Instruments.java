package aether.export;

import aether.book.InstrumentBook;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which instruments rows are asked for. */
public final class Instruments {
    private final Set<String> wanted;
    private final Set<String> missing;

    /** Symbols and SecurityIDs; of all when there are none. */
    public Instruments(final Collection<String> wanted) {
        this.wanted = Set.copyOf(wanted);
        missing = new HashSet<>(wanted);
    }

    boolean has(final InstrumentBook instrument) {
        return wanted.isEmpty() || has(instrument.symbol()) || has(Integer.toString(instrument.securityId()));
    }

    boolean has(final int securityId) {
        return wanted.isEmpty() || has(Integer.toString(securityId));
    }

    private boolean has(final String name) {
        if (wanted.contains(name)) {
            missing.remove(name);
            return true;
        }
        return false;
    }

    /** What was asked for and never came. */
    public Set<String> missing() {
        return missing;
    }
}
