package aether.nic.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import aether.nic.TransportException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives up the rights of root for good, once everything that needs them is open. Sources: credentials(7), setresuid(2), prctl(2); the C library
 * does it for every thread of the process (nptl(7)), the JVM's own among them. Safe, and with the same results, as {@link LibC}.
 */
public final class Privileges {
    private static final MethodHandle SETGROUPS = LibC.ints("setgroups", JAVA_LONG, ADDRESS);
    private static final MethodHandle SETRESGID = LibC.ints("setresgid", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle SETRESUID = LibC.ints("setresuid", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final Path USERS = Path.of("/etc/passwd");
    private static final int NAME = 0;
    private static final int USER_ID = 2;
    private static final int GROUP_ID = 3;
    private static final int FIELDS = 7;

    private Privileges() {}

    /**
     * Becomes another user, in all threads, with no other groups and no capabilities; there is no way back.
     *
     * @throws TransportException when there is no such user, when that is root, or when the kernel refuses
     */
    public static void become(final String user) {
        final String[] entry = entry(user);
        final int userId = Integer.parseInt(entry[USER_ID]);
        final int groupId = Integer.parseInt(entry[GROUP_ID]);
        if (userId == 0) {
            throw new TransportException("user " + user + " is root: there would be nothing to give up");
        }
        try {
            check((int) SETGROUPS.invokeExact(LibC.CAPTURED.get(), 0L, MemorySegment.NULL), user, "leaving its groups");
            check((int) SETRESGID.invokeExact(LibC.CAPTURED.get(), groupId, groupId, groupId), user, "its group");
            check((int) SETRESUID.invokeExact(LibC.CAPTURED.get(), userId, userId, userId), user, "its user");
        } catch (final TransportException e) {
            throw e;
        } catch (final Throwable e) {
            throw LibC.unexpected(e);
        }
    }

    private static String[] entry(final String user) {
        final List<String> users;
        try {
            users = Files.readAllLines(USERS);
        } catch (final IOException e) {
            throw new TransportException(USERS + " cannot be read: " + e.getMessage(), e);
        }
        return users.stream()
                .map(line -> line.split(":", -1))
                .filter(fields -> fields.length == FIELDS && fields[NAME].equals(user))
                .findFirst()
                .orElseThrow(() -> new TransportException("there is no user '" + user + "' in " + USERS));
    }

    private static void check(final int result, final String user, final String what) {
        final int outcome = LibC.result(result);
        if (outcome < 0) {
            throw new TransportException("this process cannot become " + user + " (" + what + "): "
                    + Errno.text(outcome) + "; only root can");
        }
    }
}
