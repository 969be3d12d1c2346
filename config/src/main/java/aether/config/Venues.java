package aether.config;

import aether.feed.VenueAdapter;
import aether.feed.deribit.DeribitVenue;
import aether.feed.mdp3.Mdp3Venue;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** The venues that this build knows. */
public final class Venues {
    /** The one that is meant when none is named. */
    public static final String DEFAULT = "cme";

    private static final List<VenueAdapter> KNOWN = List.of(new Mdp3Venue(), new DeribitVenue());

    /** Their names, for help texts. */
    public static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return KNOWN.stream().map(VenueAdapter::name).iterator();
        }
    }

    private Venues() {}

    /**
     * A venue by its name.
     *
     * @throws ConfigException when there is none of that name
     */
    public static VenueAdapter named(final String name) {
        return KNOWN.stream()
                .filter(venue -> venue.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException("unknown venue '" + name + "'; known: "
                        + KNOWN.stream().map(VenueAdapter::name).collect(Collectors.joining(", "))));
    }
}
