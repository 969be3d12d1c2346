package aether.cli.recorded;

import aether.config.ConfigException;
import aether.config.Venues;
import aether.console.UsageException;
import aether.feed.VenueAdapter;

/** The option {@code --venue} of the commands that read captures. */
final class VenueOption {
    private VenueOption() {}

    static VenueAdapter of(final String name) {
        try {
            return Venues.named(name);
        } catch (final ConfigException e) {
            throw new UsageException("--venue: " + e.getMessage());
        }
    }
}
