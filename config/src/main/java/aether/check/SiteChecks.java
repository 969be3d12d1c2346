package aether.check;

import aether.config.ConfigException;
import aether.config.RiskLimits;
import aether.config.SiteConfig;
import aether.console.Sizes;
import aether.desk.SecretFile;
import aether.host.HostItem;
import aether.host.HostItem.Verdict;
import aether.risk.RiskLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What of a configuration must be so before the appliance starts, besides its machine. */
public final class SiteChecks {
    private final SiteConfig config;

    public SiteChecks(final SiteConfig config) {
        this.config = config;
    }

    public List<HostItem> all() {
        final List<HostItem> items = new ArrayList<>();
        items.add(lines());
        items.add(journal());
        if (config.orders() != null) {
            items.add(secret());
            items.add(limits());
            items.add(spares());
        }
        return items;
    }

    private HostItem lines() {
        final int lines = config.channel().lines().size();
        return lines >= 2
                ? new HostItem("lines", Verdict.PASS, lines + " lines", "", "")
                : new HostItem(
                        "lines",
                        Verdict.WARN,
                        "one line",
                        "what a single line loses, only the recovery feeds can restore",
                        "configure channel.lines.B");
    }

    private HostItem journal() {
        final Path directory = config.journal().directory();
        if (directory == null) {
            return new HostItem(
                    "journal",
                    Verdict.FAIL,
                    "none",
                    "nothing can be replayed, and a killed appliance forgets its orders",
                    "set journal.directory");
        }
        try {
            final Path there = existing(directory.toAbsolutePath());
            final long free = Files.getFileStore(there).getUsableSpace();
            if (!Files.isWritable(there)) {
                return new HostItem(
                        "journal",
                        Verdict.FAIL,
                        there + " cannot be written",
                        "nothing is recorded",
                        "chown, or another place");
            }
            return free >= config.host().journalBytes()
                    ? new HostItem("journal", Verdict.PASS, Sizes.bytes(free) + " free in " + directory, "", "")
                    : new HostItem(
                            "journal",
                            Verdict.FAIL,
                            Sizes.bytes(free) + " free in " + directory,
                            "a full disk ends the journal, and with it the trading",
                            "make room for "
                                    + Sizes.bytes(config.host().journalBytes())
                                    + ", or set host.journalSpace");
        } catch (final IOException e) {
            return new HostItem(
                    "journal", Verdict.FAIL, directory + ": " + e.getMessage(), "nothing is recorded", "another place");
        }
    }

    /** The directory itself, or the nearest above it that is there. */
    private static Path existing(final Path directory) {
        Path there = directory;
        while (!Files.isDirectory(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }

    private HostItem secret() {
        try {
            SecretFile.read("orders.secretFile", config.orders().secretFile());
            return new HostItem(
                    "secret", Verdict.PASS, config.orders().secretFile() + " is there, for its owner only", "", "");
        } catch (final ConfigException e) {
            return new HostItem(
                    "secret",
                    Verdict.FAIL,
                    e.getMessage(),
                    "the order session cannot log on",
                    "as said; orders.secretFile");
        }
    }

    private HostItem limits() {
        final List<String> unset = new ArrayList<>();
        for (final RiskLimit limit : RiskLimit.values()) {
            if (limit.initial() == 0
                    && needsValue(limit)
                    && config.orders().context().limits().getOrDefault(limit, 0L) == 0) {
                unset.add(RiskLimits.name(limit));
            }
        }
        return unset.isEmpty()
                ? new HostItem("limits", Verdict.PASS, "all that are needed are set", "", "")
                : new HostItem(
                        "limits",
                        Verdict.FAIL,
                        "not set: " + String.join(", ", unset),
                        "a limit that is not set allows nothing: every order will be refused",
                        "set them under orders.limits");
    }

    private static boolean needsValue(final RiskLimit limit) {
        return limit != RiskLimit.SETTLEMENT_AS_REFERENCE && limit != RiskLimit.DUPLICATE_WINDOW;
    }

    private HostItem spares() {
        final List<String> missing = new ArrayList<>();
        if (config.orders().backup() == null) {
            missing.add("orders.backup");
        }
        if (config.orders().dropCopy() == null) {
            missing.add("orders.dropCopy");
        }
        return missing.isEmpty()
                ? new HostItem("order_spares", Verdict.PASS, "backup connection and drop copy", "", "")
                : new HostItem(
                        "order_spares",
                        Verdict.WARN,
                        "without " + String.join(" and ", missing),
                        "a lost connection costs a logon; a lost trade is not noticed",
                        "configure them, if the venue has them");
    }
}
