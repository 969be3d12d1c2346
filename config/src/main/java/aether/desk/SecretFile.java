package aether.desk;

import aether.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** Reads a secret; a file that others can read is refused. What is in it is shown to nobody. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final int LENGTH = 32;

    private SecretFile() {}

    /** A new secret key, base64url. */
    public static String newKey() {
        final byte[] secret = new byte[LENGTH];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** Reads the file; when there is none, makes one with a new key. For the simulated exchange, whose keys are nobody's. */
    public static String readOrMake(final String setting, final Path file) {
        if (!Files.exists(file)) {
            try {
                write(file, newKey());
            } catch (final UncheckedIOException e) {
                throw new ConfigException(setting + ": " + file + ": cannot be made: " + e.getMessage(), e);
            }
        }
        return read(setting, file);
    }

    /** A new file that others cannot read. */
    public static void write(final Path file, final String key) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
            Files.writeString(file, key);
        } catch (final IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    public static String read(final String setting, final Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(setting + ": " + file + ": no such file; put the secret key there, mode 0600");
        }
        try {
            if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
                throw new ConfigException(setting + ": " + file + ": others can read this secret; chmod 600 " + file);
            }
            return Files.readString(file).strip();
        } catch (final IOException e) {
            throw new ConfigException(setting + ": " + file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
