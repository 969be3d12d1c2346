package aether.nic.sys;

/**
 * What differs between processors; null where nobody has looked.
 *
 * @param bpf number of the bpf system call (the kernel's unistd.h)
 */
record Arch(long bpf) {
    static final Arch CURRENT = of(System.getProperty("os.arch"));

    private static Arch of(final String name) {
        return switch (name) {
            case "amd64" -> new Arch(321);
            case "aarch64" -> new Arch(280);
            default -> null;
        };
    }
}
