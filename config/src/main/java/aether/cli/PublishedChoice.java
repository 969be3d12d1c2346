package aether.cli;

import aether.config.SharedMemory;
import aether.config.SharedMemory.Part;
import aether.monitor.PublishedChannel;
import aether.monitor.PublishingPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which running appliance a command is about. */
final class PublishedChoice {
    @Option(names = "--channel", paramLabel = "ID", description = "The channel, when several are running.")
    private Integer channel;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "publication.directory of the appliance, when it is not the default.")
    private Path directory;

    /** The one that publishes a part. */
    PublishedChannel find(final Part part) {
        if (directory != null) {
            return PublishedChannel.choose(PublishedChannel.in(directory, part), channel, directory);
        }
        final Path usual = SharedMemory.defaultDirectory();
        final List<PublishedChannel> found = new ArrayList<>(PublishedChannel.in(usual, part));
        PublishingPlace.ownDirectories(usual).forEach(own -> found.addAll(PublishedChannel.in(own, part)));
        return PublishedChannel.choose(found, channel, usual);
    }
}
