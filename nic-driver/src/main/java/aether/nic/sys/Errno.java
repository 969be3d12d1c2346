package aether.nic.sys;

/** Error numbers of Linux that are acted upon, positive (asm-generic/errno-base.h and errno.h). */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ESRCH = 3;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENETDOWN = 100;
    public static final int ENOBUFS = 105;
    public static final int EOPNOTSUPP = 95;

    private Errno() {}

    /** Text for people; {@code errno} positive or, as the calls of {@link LibC} return it, negative. */
    public static String text(final int errno) {
        return LibC.errorText(Math.abs(errno));
    }
}
