package aether.host;

/**
 * One thing that was looked at.
 *
 * @param name short, for lists of what is allowed to fail
 * @param found what is the case
 * @param why it matters; empty where it is as it should be
 * @param fix what to do about it; empty where it is as it should be
 */
public record HostItem(String name, Verdict verdict, String found, String why, String fix) {
    /** How bad it is. */
    public enum Verdict {
        PASS,
        /** The appliance works, and its tail is not what it could be. */
        WARN,
        /** It must not go into production like this. */
        FAIL
    }

    static HostItem pass(final String name, final String found) {
        return new HostItem(name, Verdict.PASS, found, "", "");
    }

    static HostItem warn(final String name, final String found, final String why, final String fix) {
        return new HostItem(name, Verdict.WARN, found, why, fix);
    }

    static HostItem fail(final String name, final String found, final String why, final String fix) {
        return new HostItem(name, Verdict.FAIL, found, why, fix);
    }

    HostItem allowed() {
        return verdict == Verdict.FAIL ? warn(name, found + " (allowed)", why, fix) : this;
    }
}
