package aether.lines;

import aether.config.SiteConfig;
import aether.nic.TransportException;
import aether.nic.sys.Privileges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/** Gives up the rights that opening needed: what the process goes on to write belongs to the other user first. */
public final class OtherUser {
    private OtherUser() {}

    /**
     * Becomes {@code runtime.user} of the first site, when it names one.
     *
     * @throws TransportException when it cannot
     */
    public static void become(final List<SiteConfig> sites) {
        final String user = sites.getFirst().runtime().user();
        if (user.isEmpty()) {
            return;
        }
        for (final SiteConfig site : sites) {
            give(site.journal().directory(), user);
            give(site.publication().directory(), user);
        }
        Privileges.become(user);
    }

    private static void give(final Path directory, final String user) {
        if (directory == null || !Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory.toRealPath())) {
            final UserPrincipal owner =
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
            for (final Path path : all.toList()) {
                // Never through a link: that user may have put it there at an earlier run, to be given what is root's.
                Files.getFileAttributeView(path, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setOwner(owner);
            }
        } catch (final IOException e) {
            throw new TransportException(
                    directory + " cannot be given to runtime.user, " + user + ": " + e.getMessage() + "; only root can",
                    e);
        }
    }
}
